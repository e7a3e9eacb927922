-- purpose: A target lies outside 0-100.
-- severity: error
-- param first_import BIGINT: number of the first import to look at
-- param last_import BIGINT: number of the last import to look at
SELECT agency_id, fiscal_year, indicator_no, target
FROM target_facts
SEMI JOIN current_imports USING (import_no)
WHERE import_no BETWEEN $first_import AND $last_import AND target NOT BETWEEN 0 AND 100
ORDER BY ALL;
