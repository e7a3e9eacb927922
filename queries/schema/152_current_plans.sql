-- purpose: The plan of each indicator in the report that counts.
-- grain: one row an agency, score year and indicator
CREATE OR REPLACE VIEW current_plans AS
SELECT facts.*
FROM plan_facts AS facts
SEMI JOIN current_reports USING (agency_id, fiscal_year, import_no);
