-- purpose: Two measures of an import share an id or a place.
-- severity: error
-- mend: Take the import back and report the file.
SELECT import_no, agency_id, fiscal_year, min(indicator_no) AS indicator_no
FROM measure_facts
SEMI JOIN live_imports USING (import_no)
GROUP BY import_no, agency_id, fiscal_year, measure_id
HAVING count(*) > 1
UNION ALL
SELECT import_no, agency_id, fiscal_year, indicator_no
FROM measure_facts
SEMI JOIN live_imports USING (import_no)
GROUP BY import_no, agency_id, fiscal_year, indicator_no, position
HAVING count(*) > 1
ORDER BY ALL;
