-- purpose: The current published or typed total of each agency and year by origin.
-- grain: one row an agency, score year and origin
CREATE OR REPLACE VIEW origin_totals AS
WITH current_imports AS (
    SELECT agency_id, fiscal_year, origin, max(import_no) AS import_no
    FROM total_facts
    SEMI JOIN live_imports USING (import_no)
    GROUP BY agency_id, fiscal_year, origin
)

SELECT facts.*, ranks.origin_rank
FROM total_facts AS facts
INNER JOIN current_imports USING (agency_id, fiscal_year, origin, import_no)
INNER JOIN origin_ranks AS ranks USING (origin);
