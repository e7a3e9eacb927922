-- purpose: Rows of stated_levels.
-- param rows STRUCT[]: one struct a row
INSERT INTO stated_levels BY NAME
SELECT
    r.import_no::BIGINT AS import_no,
    r.fiscal_year::INTEGER AS fiscal_year,
    r.level_order::INTEGER AS level_order,
    r.level_th::VARCHAR AS level_th,
    r.min_total::DECIMAL(5, 2) AS min_total,
    r.min_each_instrument::DECIMAL(5, 2) AS min_each_instrument,
    r.source::VARCHAR AS source
FROM (SELECT unnest($rows) AS r);
