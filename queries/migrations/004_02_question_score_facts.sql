-- purpose: Scores of questions, which the next steps look through; the first version has no such table yet.
CREATE TABLE IF NOT EXISTS question_score_facts (
    import_no BIGINT,
    agency_id VARCHAR,
    fiscal_year INTEGER,
    code VARCHAR,
    score DECIMAL(5, 2),
    origin VARCHAR,
    source VARCHAR,
    place_table INTEGER,
    place_row INTEGER,
    place_column INTEGER
);
