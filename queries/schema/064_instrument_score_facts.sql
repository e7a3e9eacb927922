-- purpose: Scores of instruments as a source states them (means of 0-100, never weighted points), append-only: evidence beside the calculated ones.
CREATE TABLE IF NOT EXISTS instrument_score_facts (
    import_no BIGINT,
    agency_id VARCHAR,
    fiscal_year INTEGER,
    origin VARCHAR,
    instrument VARCHAR,
    score DECIMAL(5, 2),
    source VARCHAR,
    place_table INTEGER,
    place_row INTEGER,
    place_column INTEGER
);
