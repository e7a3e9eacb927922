-- purpose: Rows of import_people.
-- param rows STRUCT[]: one struct a row
INSERT INTO import_people BY NAME
SELECT
    r.import_no::BIGINT AS import_no,
    r.act::VARCHAR AS act,
    r.person::VARCHAR AS person
FROM (SELECT unnest($rows) AS r);
