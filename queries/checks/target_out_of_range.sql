-- purpose: A target lies outside 0-100.
-- severity: error
-- mend: Set the target again; where it is stored already, take it back first.
SELECT agency_id, fiscal_year, indicator_no, target
FROM target_facts
SEMI JOIN live_imports USING (import_no)
WHERE target NOT BETWEEN 0 AND 100
ORDER BY ALL;
