-- purpose: The level of each agency and year by the rules of the year, and what it lacks to the next, as stored by the write that changed it; `defined_level_results` is its definition.
-- note: refreshed by ita/store/results.py in the same transaction; no backup holds it.
CREATE TABLE IF NOT EXISTS level_results (
    agency_id VARCHAR,
    fiscal_year INTEGER,
    level VARCHAR,
    level_order INTEGER,
    next_level VARCHAR,
    held_back_by VARCHAR,
    points_to_next_level DECIMAL(38, 8)
);
