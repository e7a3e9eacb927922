-- purpose: A target lies outside 0-100.
-- severity: error
-- mend: Set the target again.
SELECT agency_id, fiscal_year, indicator_no, target
FROM target_facts
WHERE target NOT BETWEEN 0 AND 100
ORDER BY ALL;
