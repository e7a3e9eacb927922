-- purpose: Rows of reference_files.
-- param rows STRUCT[]: one struct a row
INSERT INTO reference_files BY NAME
SELECT
    r.file_name::VARCHAR AS file_name,
    r.sha256::VARCHAR AS sha256
FROM (SELECT unnest($rows) AS r);
