-- purpose: What was presented under a name: a copy of the rows that the papers of an agency read, append-only.
CREATE TABLE IF NOT EXISTS snapshots (
    snapshot_no BIGINT,
    agency_id VARCHAR,
    name VARCHAR,
    name_key VARCHAR,
    fiscal_year INTEGER,
    from_year INTEGER,
    made_at TIMESTAMP,
    made_by VARCHAR,
    app_version VARCHAR,
    schema_version INTEGER,
    row_count BIGINT,
    byte_count BIGINT,
    sha256 VARCHAR,
    figures_sha256 VARCHAR,
    content BLOB
);
