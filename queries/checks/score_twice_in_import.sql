-- purpose: An import holds two scores of one agency, year and indicator.
-- severity: error
-- param first_import BIGINT: number of the first import to look at
-- param last_import BIGINT: number of the last import to look at
SELECT import_no, agency_id, fiscal_year, indicator_no
FROM indicator_score_facts
SEMI JOIN current_imports USING (import_no)
WHERE import_no BETWEEN $first_import AND $last_import
GROUP BY ALL
HAVING count(*) > 1
ORDER BY ALL;
