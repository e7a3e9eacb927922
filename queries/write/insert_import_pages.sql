-- purpose: Rows of import_pages.
-- param rows STRUCT[]: one struct a row
INSERT INTO import_pages BY NAME
SELECT
    r.import_no::BIGINT AS import_no,
    r.table_no::INTEGER AS table_no,
    r.page::INTEGER AS page
FROM (SELECT unnest($rows) AS r);
