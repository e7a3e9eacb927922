-- purpose: An import holds two plans of one indicator, or two steps at one place.
-- severity: error
-- param first_import BIGINT: number of the first import to look at
-- param last_import BIGINT: number of the last import to look at
SELECT import_no, agency_id, fiscal_year, indicator_no
FROM plan_facts
SEMI JOIN current_imports USING (import_no)
WHERE import_no BETWEEN $first_import AND $last_import
GROUP BY ALL
HAVING count(*) > 1
UNION ALL
SELECT import_no, agency_id, fiscal_year, indicator_no
FROM step_facts
SEMI JOIN current_imports USING (import_no)
WHERE import_no BETWEEN $first_import AND $last_import
GROUP BY import_no, agency_id, fiscal_year, indicator_no, position
HAVING count(*) > 1
ORDER BY ALL;
