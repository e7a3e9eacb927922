-- purpose: One row an import, append-only; import_no grows by one and is the only order of time that counts.
CREATE TABLE IF NOT EXISTS imports (
    import_no BIGINT,
    import_id VARCHAR,
    kind VARCHAR,
    agency_id VARCHAR,
    fiscal_year INTEGER,
    plan_year INTEGER,
    file_name VARCHAR,
    sha256 VARCHAR,
    byte_count BIGINT,
    imported_at TIMESTAMP,
    app_version VARCHAR
);
