-- purpose: Rows of rating_levels.
-- param rows STRUCT[]: one struct a row
INSERT INTO rating_levels BY NAME
SELECT
    r.fiscal_year_from::INTEGER AS fiscal_year_from,
    r.fiscal_year_to::INTEGER AS fiscal_year_to,
    r.level_order::INTEGER AS level_order,
    r.level_th::VARCHAR AS level_th,
    r.min_total::DECIMAL(5, 2) AS min_total,
    r.min_each_instrument::DECIMAL(5, 2) AS min_each_instrument,
    r.source::VARCHAR AS source,
    r.certainty::VARCHAR AS certainty
FROM (SELECT unnest($rows) AS r);
