-- purpose: Two agencies share an id.
-- severity: error
-- mend: Restore the latest backup.
SELECT agency_id, count(*) AS agencies
FROM agencies
GROUP BY agency_id
HAVING count(*) > 1
ORDER BY agency_id;
