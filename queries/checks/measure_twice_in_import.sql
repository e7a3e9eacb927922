-- purpose: Two measures of an import share an id or a place.
-- severity: error
-- param first_import BIGINT: number of the first import to look at
-- param last_import BIGINT: number of the last import to look at
SELECT import_no, agency_id, fiscal_year, min(indicator_no) AS indicator_no
FROM measure_facts
SEMI JOIN current_imports USING (import_no)
WHERE import_no BETWEEN $first_import AND $last_import
GROUP BY import_no, agency_id, fiscal_year, measure_id
HAVING count(*) > 1
UNION ALL
SELECT import_no, agency_id, fiscal_year, indicator_no
FROM measure_facts
SEMI JOIN current_imports USING (import_no)
WHERE import_no BETWEEN $first_import AND $last_import
GROUP BY import_no, agency_id, fiscal_year, indicator_no, position
HAVING count(*) > 1
ORDER BY ALL;
