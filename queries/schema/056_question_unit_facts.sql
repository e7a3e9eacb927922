-- purpose: Responsible units of each of several questions of an indicator, append-only, in the order of the report.
CREATE TABLE IF NOT EXISTS question_unit_facts (
    import_no BIGINT,
    agency_id VARCHAR,
    fiscal_year INTEGER,
    indicator_no INTEGER,
    question_no INTEGER,
    position INTEGER,
    unit VARCHAR
);
