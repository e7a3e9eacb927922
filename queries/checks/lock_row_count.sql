-- purpose: The lock does not have exactly one row.
-- severity: error
SELECT count(*) AS lock_rows
FROM write_lock
HAVING count(*) <> 1
ORDER BY lock_rows;
