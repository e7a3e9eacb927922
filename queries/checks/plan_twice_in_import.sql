-- purpose: An import holds two plans of one indicator, or two steps at one place.
-- severity: error
-- mend: Take the import back and report the file.
SELECT import_no, agency_id, fiscal_year, indicator_no
FROM plan_facts
SEMI JOIN live_imports USING (import_no)
GROUP BY ALL
HAVING count(*) > 1
UNION ALL
SELECT import_no, agency_id, fiscal_year, indicator_no
FROM step_facts
SEMI JOIN live_imports USING (import_no)
GROUP BY import_no, agency_id, fiscal_year, indicator_no, position
HAVING count(*) > 1
ORDER BY ALL;
