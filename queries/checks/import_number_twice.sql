-- purpose: Two imports share a number or an id.
-- severity: error
-- mend: Restore the latest backup.
SELECT import_no, count(*) AS imports
FROM imports
GROUP BY import_no
HAVING count(*) > 1
UNION ALL
SELECT min(import_no) AS import_no, count(*) AS imports
FROM imports
GROUP BY import_id
HAVING count(*) > 1
ORDER BY ALL;
