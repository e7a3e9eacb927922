-- purpose: Two agencies have one name, spaces aside, and district and province are the same or not said of one of them.
-- severity: warning
WITH named AS (
    SELECT agency_id, name_th, regexp_replace(name_th, '\s+', '', 'g') AS bare, nullif(district, '') AS district,
        nullif(province, '') AS province
    FROM current_agencies
)

SELECT first.agency_id, second.agency_id AS other_agency_id, first.name_th
FROM named AS first
INNER JOIN named AS second
    ON second.bare = first.bare
    AND second.agency_id > first.agency_id
    AND coalesce(second.district = first.district, TRUE)
    AND coalesce(second.province = first.province, TRUE)
ORDER BY first.agency_id, second.agency_id;
