-- purpose: An import holds two totals of one agency and year.
-- severity: error
-- mend: Take the import back and report the file.
SELECT import_no, agency_id, fiscal_year
FROM total_facts
SEMI JOIN live_imports USING (import_no)
GROUP BY ALL
HAVING count(*) > 1
ORDER BY ALL;
