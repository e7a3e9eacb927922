-- purpose: The report that counts for each agency and score year: the last one that is not undone, whole.
-- grain: one row an agency and score year
CREATE OR REPLACE VIEW current_reports AS
SELECT agency_id, fiscal_year, import_no
FROM current_parts
WHERE part = 'report';
