-- purpose: Targets that someone set for an agency and year, append-only: one row an import and indicator (null = the total).
CREATE TABLE IF NOT EXISTS target_facts (
    import_no BIGINT,
    agency_id VARCHAR,
    fiscal_year INTEGER,
    indicator_no INTEGER,
    target DECIMAL(5, 2),
    set_by VARCHAR,
    note VARCHAR
);
