-- purpose: The import that counts for each agency, year and origin: a later one replaces the earlier whole, scores and total.
-- grain: one row an agency, score year and origin
CREATE OR REPLACE VIEW current_origins AS
SELECT agency_id, fiscal_year, origin, import_no
FROM current_parts
WHERE part = 'result';
