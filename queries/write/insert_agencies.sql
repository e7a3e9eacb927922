-- purpose: Rows of agencies.
-- param rows STRUCT[]: one struct a row
INSERT INTO agencies BY NAME
SELECT
    r.agency_id::VARCHAR AS agency_id,
    r.name_th::VARCHAR AS name_th,
    r.name_en::VARCHAR AS name_en,
    r.kind::VARCHAR AS kind,
    r.district::VARCHAR AS district,
    r.province::VARCHAR AS province,
    r.role::VARCHAR AS role,
    r.source::VARCHAR AS source
FROM (SELECT unnest($rows) AS r);
