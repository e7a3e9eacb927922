-- purpose: The import that counts for each agency, year and origin: a later one replaces the earlier whole, scores and total.
-- grain: one row an agency, score year and origin
CREATE OR REPLACE VIEW current_origins AS
WITH given AS (
    SELECT agency_id, fiscal_year, origin, import_no FROM indicator_score_facts
    UNION
    SELECT agency_id, fiscal_year, origin, import_no FROM total_facts
)

SELECT agency_id, fiscal_year, origin, max(import_no) AS import_no
FROM given
SEMI JOIN current_imports USING (import_no)
GROUP BY agency_id, fiscal_year, origin;
