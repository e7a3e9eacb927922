-- purpose: An import was undone twice.
-- severity: error
-- param first_import BIGINT: number of the first import to look at
-- param last_import BIGINT: number of the last import to look at
SELECT import_no
FROM undos
WHERE import_no BETWEEN $first_import AND $last_import
GROUP BY import_no
HAVING count(*) > 1
ORDER BY import_no;
