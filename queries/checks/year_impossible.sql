-- purpose: A figure or text is of no fiscal year of the Buddhist era.
-- severity: error
-- param first_import BIGINT: number of the first import to look at
-- param last_import BIGINT: number of the last import to look at
WITH named AS (
    SELECT import_no, agency_id, fiscal_year
    FROM imported_rows
    WHERE has_year AND import_no BETWEEN $first_import AND $last_import
    UNION
    SELECT import_no, NULL::VARCHAR AS agency_id, from_year AS fiscal_year
    FROM assumption_facts
    WHERE import_no BETWEEN $first_import AND $last_import
)

SELECT import_no, agency_id, fiscal_year
FROM named
WHERE NOT coalesce(fiscal_year BETWEEN 2500 AND 2799, FALSE)
ORDER BY ALL;
