-- purpose: The published or typed total that is shown for each agency and year, as stored by the write that changed it; `defined_shown_totals` is its definition.
-- note: refreshed by ita/store/results.py in the same transaction; no backup holds it.
CREATE TABLE IF NOT EXISTS shown_totals (
    import_no BIGINT,
    agency_id VARCHAR,
    fiscal_year INTEGER,
    total DECIMAL(5, 2),
    level_th VARCHAR,
    agencies INTEGER,
    passed_85 INTEGER,
    origin VARCHAR,
    source VARCHAR,
    place_row INTEGER,
    origin_rank INTEGER
);
