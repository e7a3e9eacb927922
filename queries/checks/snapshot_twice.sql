-- purpose: Two snapshots of an agency have one name, or two have one number.
-- severity: error
-- param agencies VARCHAR[]: ids of the agencies to look at; null looks at all
SELECT agency_id, any_value(name) AS name, count(*) AS snapshots
FROM snapshots
WHERE $agencies IS NULL OR list_contains($agencies, agency_id)
GROUP BY agency_id, name_key
HAVING count(*) > 1
UNION ALL
SELECT min(agency_id) AS agency_id, min(name) AS name, count(*) AS snapshots
FROM snapshots
GROUP BY snapshot_no
HAVING count(*) > 1
ORDER BY agency_id, name;
