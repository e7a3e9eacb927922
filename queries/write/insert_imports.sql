-- purpose: Rows of imports.
-- param rows STRUCT[]: one struct a row
INSERT INTO imports BY NAME
SELECT
    r.import_no::BIGINT AS import_no,
    r.import_id::VARCHAR AS import_id,
    r.kind::VARCHAR AS kind,
    r.agency_id::VARCHAR AS agency_id,
    r.fiscal_year::INTEGER AS fiscal_year,
    r.plan_year::INTEGER AS plan_year,
    r.file_name::VARCHAR AS file_name,
    r.sha256::VARCHAR AS sha256,
    r.byte_count::BIGINT AS byte_count,
    r.imported_at::TIMESTAMP AS imported_at,
    r.app_version::VARCHAR AS app_version
FROM (SELECT unnest($rows) AS r);
