-- purpose: The current published or typed total of each agency and year by origin.
-- grain: one row an agency, score year and origin
CREATE OR REPLACE VIEW origin_totals AS
SELECT facts.*, ranks.origin_rank
FROM total_facts AS facts
INNER JOIN current_origins USING (agency_id, fiscal_year, origin, import_no)
INNER JOIN origin_ranks AS ranks USING (origin);
