-- purpose: The score that is shown for each indicator, as stored by the write that changed it; `defined_shown_scores` is its definition.
-- note: refreshed by ita/store/results.py in the same transaction; no backup holds it.
CREATE TABLE IF NOT EXISTS shown_scores (
    import_no BIGINT,
    agency_id VARCHAR,
    fiscal_year INTEGER,
    indicator_no INTEGER,
    score DECIMAL(5, 2),
    origin VARCHAR,
    source VARCHAR,
    place_table INTEGER,
    place_row INTEGER,
    place_column INTEGER,
    origin_rank INTEGER
);
