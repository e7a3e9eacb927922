-- purpose: Rows of total_facts.
-- param rows STRUCT[]: one struct a row
INSERT INTO total_facts BY NAME
SELECT
    r.import_no::BIGINT AS import_no,
    r.agency_id::VARCHAR AS agency_id,
    r.fiscal_year::INTEGER AS fiscal_year,
    r.total::DECIMAL(5, 2) AS total,
    r.level_th::VARCHAR AS level_th,
    r.agencies::INTEGER AS agencies,
    r.passed_85::INTEGER AS passed_85,
    r.origin::VARCHAR AS origin,
    r.source::VARCHAR AS source,
    r.place_row::INTEGER AS place_row
FROM (SELECT unnest($rows) AS r);
