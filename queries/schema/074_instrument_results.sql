-- purpose: The mean of each instrument of each agency and year, as stored by the write that changed it; `defined_instrument_results` is its definition.
-- note: refreshed by ita/store/results.py in the same transaction; no backup holds it.
CREATE TABLE IF NOT EXISTS instrument_results (
    agency_id VARCHAR,
    fiscal_year INTEGER,
    instrument VARCHAR,
    first_indicator_no INTEGER,
    indicators_in_instrument BIGINT,
    score_sum DECIMAL(38, 2),
    score DECIMAL(5, 2)
);
