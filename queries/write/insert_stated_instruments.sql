-- purpose: Rows of stated_instruments.
-- param rows STRUCT[]: one struct a row
INSERT INTO stated_instruments BY NAME
SELECT
    r.import_no::BIGINT AS import_no,
    r.fiscal_year::INTEGER AS fiscal_year,
    r.instrument::VARCHAR AS instrument,
    r.name_th::VARCHAR AS name_th,
    r.name_en::VARCHAR AS name_en,
    r.weight::DECIMAL(7, 6) AS weight,
    r.source::VARCHAR AS source
FROM (SELECT unnest($rows) AS r);
