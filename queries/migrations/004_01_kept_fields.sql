-- purpose: Values that a person kept stand in columns; earlier versions named them in the parameters of an issue.
CREATE TABLE IF NOT EXISTS kept_fields (
    import_no BIGINT,
    fiscal_year INTEGER,
    indicator_no INTEGER,
    question_code VARCHAR,
    field VARCHAR,
    read_in_import_no BIGINT
);
