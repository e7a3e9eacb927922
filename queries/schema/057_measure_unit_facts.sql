-- purpose: Responsible units of a measure that has some of its own, append-only, in the order of the report.
CREATE TABLE IF NOT EXISTS measure_unit_facts (
    import_no BIGINT,
    agency_id VARCHAR,
    fiscal_year INTEGER,
    indicator_no INTEGER,
    measure_id VARCHAR,
    position INTEGER,
    unit VARCHAR
);
