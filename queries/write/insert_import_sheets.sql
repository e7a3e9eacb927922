-- purpose: Rows of import_sheets.
-- param rows STRUCT[]: one struct a row
INSERT INTO import_sheets BY NAME
SELECT
    r.import_no::BIGINT AS import_no,
    r.sheet_no::INTEGER AS sheet_no,
    r.sheet::VARCHAR AS sheet
FROM (SELECT unnest($rows) AS r);
