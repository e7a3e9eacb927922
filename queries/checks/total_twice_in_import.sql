-- purpose: An import holds two totals of one agency and year.
-- severity: error
-- param first_import BIGINT: number of the first import to look at
-- param last_import BIGINT: number of the last import to look at
SELECT import_no, agency_id, fiscal_year
FROM total_facts
SEMI JOIN current_imports USING (import_no)
WHERE import_no BETWEEN $first_import AND $last_import
GROUP BY ALL
HAVING count(*) > 1
ORDER BY ALL;
