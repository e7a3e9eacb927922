-- purpose: The measures of the report that counts.
-- grain: one row an agency, score year and measure
CREATE OR REPLACE VIEW current_measures AS
SELECT facts.*
FROM measure_facts AS facts
SEMI JOIN current_reports USING (agency_id, fiscal_year, import_no);
