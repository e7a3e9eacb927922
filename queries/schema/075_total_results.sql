-- purpose: The computed total of each agency and year, as stored by the write that changed it; `defined_total_results` is its definition.
-- note: refreshed by ita/store/results.py in the same transaction; no backup holds it.
CREATE TABLE IF NOT EXISTS total_results (
    agency_id VARCHAR,
    fiscal_year INTEGER,
    scored_indicators BIGINT,
    rules_basis VARCHAR,
    indicators BIGINT,
    total DECIMAL(38, 8)
);
