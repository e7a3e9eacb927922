-- purpose: Rows of import_mappings.
-- param rows STRUCT[]: one struct a row
INSERT INTO import_mappings BY NAME
SELECT
    r.import_no::BIGINT AS import_no,
    r.shape::VARCHAR AS shape,
    r.mapping::VARCHAR AS mapping
FROM (SELECT unnest($rows) AS r);
