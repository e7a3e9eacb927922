-- purpose: The steps of the report that counts.
-- grain: one row an agency, score year, indicator and position
CREATE OR REPLACE VIEW current_steps AS
SELECT facts.*
FROM step_facts AS facts
SEMI JOIN current_reports USING (agency_id, fiscal_year, import_no);
