-- purpose: Rows of target_facts.
-- param rows STRUCT[]: one struct a row
INSERT INTO target_facts BY NAME
SELECT
    r.import_no::BIGINT AS import_no,
    r.agency_id::VARCHAR AS agency_id,
    r.fiscal_year::INTEGER AS fiscal_year,
    r.indicator_no::INTEGER AS indicator_no,
    r.target::DECIMAL(5, 2) AS target,
    r.set_by::VARCHAR AS set_by,
    r.note::VARCHAR AS note
FROM (SELECT unnest($rows) AS r);
