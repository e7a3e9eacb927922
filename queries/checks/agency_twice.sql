-- purpose: Two agencies share an id.
-- severity: error
-- param agencies VARCHAR[]: ids of the agencies to look at; null looks at all
SELECT agency_id, count(*) AS agencies
FROM agencies
WHERE $agencies IS NULL OR list_contains($agencies, agency_id)
GROUP BY agency_id
HAVING count(*) > 1
ORDER BY agency_id;
