-- purpose: The score years of which anything is known, by agency, as stored by the write that changed it; `defined_agency_years` is its definition.
-- note: refreshed by ita/store/results.py in the same transaction; no backup holds it.
CREATE TABLE IF NOT EXISTS agency_years (
    agency_id VARCHAR,
    fiscal_year INTEGER
);
