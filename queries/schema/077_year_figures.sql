-- purpose: Total and level of each agency and year, computed, published and shown, as stored by the write that changed it; `defined_year_figures` is its definition.
-- note: refreshed by ita/store/results.py in the same transaction; no backup holds it.
CREATE TABLE IF NOT EXISTS year_figures (
    agency_id VARCHAR,
    fiscal_year INTEGER,
    total_computed DECIMAL(5, 2),
    total_published DECIMAL(5, 2),
    total_shown DECIMAL(5, 2),
    rules_basis VARCHAR,
    level_calculated VARCHAR,
    level_published VARCHAR,
    level_shown VARCHAR,
    level_shown_order INTEGER,
    level_calculated_order INTEGER
);
