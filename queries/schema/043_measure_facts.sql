-- purpose: Measures of a report, append-only; measure_id follows the wording, so an unchanged measure keeps its id.
CREATE TABLE IF NOT EXISTS measure_facts (
    import_no BIGINT,
    measure_id VARCHAR,
    agency_id VARCHAR,
    fiscal_year INTEGER,
    indicator_no INTEGER,
    position INTEGER,
    title VARCHAR,
    place_table INTEGER,
    place_row INTEGER,
    place_column INTEGER,
    question_no INTEGER,
    starts_on DATE,
    ends_on DATE,
    period_text VARCHAR
);
