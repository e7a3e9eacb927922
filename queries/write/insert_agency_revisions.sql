-- purpose: Rows of agency_revisions.
-- param rows STRUCT[]: one struct a row
INSERT INTO agency_revisions BY NAME
SELECT
    r.import_no::BIGINT AS import_no,
    r.agency_id::VARCHAR AS agency_id,
    r.name_th::VARCHAR AS name_th,
    r.kind::VARCHAR AS kind,
    r.district::VARCHAR AS district,
    r.province::VARCHAR AS province
FROM (SELECT unnest($rows) AS r);
