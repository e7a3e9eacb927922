-- purpose: A plan ends before it starts.
-- severity: error
-- mend: Correct the dates in the file and import it again; where it is stored already, take that import back first.
SELECT import_no, agency_id, fiscal_year, indicator_no, starts_on, ends_on
FROM plan_facts
SEMI JOIN live_imports USING (import_no)
WHERE ends_on < starts_on
ORDER BY ALL;
