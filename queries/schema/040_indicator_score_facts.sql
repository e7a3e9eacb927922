-- purpose: Scores of indicators, 0-100, append-only: one row an import and natural key (agency, year, indicator).
CREATE TABLE IF NOT EXISTS indicator_score_facts (
    import_no BIGINT,
    agency_id VARCHAR,
    fiscal_year INTEGER,
    indicator_no INTEGER,
    score DECIMAL(5, 2),
    origin VARCHAR,
    source VARCHAR,
    place_table INTEGER,
    place_row INTEGER,
    place_column INTEGER
);
