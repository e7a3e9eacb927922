-- purpose: A fact belongs to no import.
-- severity: error
-- param first_import BIGINT: number of the first import to look at
-- param last_import BIGINT: number of the last import to look at
SELECT table_name AS name, import_no
FROM imported_rows
ANTI JOIN imports USING (import_no)
WHERE import_no BETWEEN $first_import AND $last_import OR import_no IS NULL
ORDER BY ALL;
