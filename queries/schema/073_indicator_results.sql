-- purpose: Score, gap and lost points of each indicator of each agency and year, as stored by the write that changed it; `defined_indicator_results` is its definition.
-- note: refreshed by ita/store/results.py in the same transaction; no backup holds it.
CREATE TABLE IF NOT EXISTS indicator_results (
    agency_id VARCHAR,
    fiscal_year INTEGER,
    indicator_no INTEGER,
    instrument VARCHAR,
    score DECIMAL(5, 2),
    gap_points DECIMAL(13, 2),
    point_weight DECIMAL(16, 6),
    lost_points DECIMAL(18, 8),
    weight DECIMAL(7, 6),
    indicators_in_instrument BIGINT,
    rules_basis VARCHAR,
    origin VARCHAR,
    import_no BIGINT,
    source VARCHAR
);
