-- purpose: Steps of a report, append-only; measure_id is null where a step stands under no measure's heading.
CREATE TABLE IF NOT EXISTS step_facts (
    import_no BIGINT,
    agency_id VARCHAR,
    fiscal_year INTEGER,
    indicator_no INTEGER,
    position INTEGER,
    measure_id VARCHAR,
    text VARCHAR,
    place_table INTEGER,
    place_row INTEGER,
    place_column INTEGER,
    question_no INTEGER
);
