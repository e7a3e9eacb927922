-- purpose: Two agencies have one name, district and province.
-- severity: warning
-- mend: Use one of them, and take the imports of the other back.
SELECT min(agency_id) AS agency_id, max(agency_id) AS other_agency_id, name_th
FROM agencies
GROUP BY name_th, coalesce(district, ''), coalesce(province, '')
HAVING count(DISTINCT agency_id) > 1
ORDER BY agency_id;
