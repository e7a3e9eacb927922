-- purpose: Rows of breaks.
-- param rows STRUCT[]: one struct a row
INSERT INTO breaks BY NAME
SELECT
    r.fiscal_year::INTEGER AS fiscal_year,
    r.affects::VARCHAR AS affects,
    r.what_th::VARCHAR AS what_th,
    r.what_en::VARCHAR AS what_en,
    r.comparable::VARCHAR AS comparable,
    r.certainty::VARCHAR AS certainty,
    r.source::VARCHAR AS source
FROM (SELECT unnest($rows) AS r);
