-- purpose: The score years of which anything is known, by agency.
-- grain: one row an agency and score year
CREATE OR REPLACE VIEW defined_agency_years AS
SELECT agency_id, fiscal_year
FROM origin_scores
UNION
SELECT agency_id, fiscal_year
FROM origin_totals;
