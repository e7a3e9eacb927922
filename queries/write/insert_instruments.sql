-- purpose: Rows of instruments.
-- param rows STRUCT[]: one struct a row
INSERT INTO instruments BY NAME
SELECT
    r.fiscal_year_from::INTEGER AS fiscal_year_from,
    r.fiscal_year_to::INTEGER AS fiscal_year_to,
    r.instrument::VARCHAR AS instrument,
    r.name_th::VARCHAR AS name_th,
    r.name_en::VARCHAR AS name_en,
    r.weight::DECIMAL(7, 6) AS weight,
    r.source::VARCHAR AS source,
    r.certainty::VARCHAR AS certainty
FROM (SELECT unnest($rows) AS r);
