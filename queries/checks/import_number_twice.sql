-- purpose: Two imports share a number or an id.
-- severity: error
-- param first_import BIGINT: number of the first import to look at
-- param last_import BIGINT: number of the last import to look at
SELECT import_no, count(*) AS imports
FROM imports
WHERE import_no BETWEEN $first_import AND $last_import
GROUP BY import_no
HAVING count(*) > 1
UNION ALL
SELECT min(import_no) AS import_no, count(*) AS imports
FROM imports
WHERE import_id IN (SELECT import_id FROM imports WHERE import_no BETWEEN $first_import AND $last_import)
GROUP BY import_id
HAVING count(*) > 1
ORDER BY ALL;
