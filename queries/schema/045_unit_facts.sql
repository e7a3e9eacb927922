-- purpose: Responsible units of an indicator's plan, append-only, in the order of the report.
CREATE TABLE IF NOT EXISTS unit_facts (
    import_no BIGINT,
    agency_id VARCHAR,
    fiscal_year INTEGER,
    indicator_no INTEGER,
    position INTEGER,
    unit VARCHAR
);
