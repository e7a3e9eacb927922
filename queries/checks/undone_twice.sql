-- purpose: An import was taken back twice.
-- severity: error
-- mend: Restore the latest backup.
SELECT import_no
FROM undos
GROUP BY import_no
HAVING count(*) > 1
ORDER BY import_no;
