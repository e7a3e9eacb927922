-- purpose: Rows of published_explanations.
-- param rows STRUCT[]: one struct a row
INSERT INTO published_explanations BY NAME
SELECT
    r.agency_id::VARCHAR AS agency_id,
    r.fiscal_year::INTEGER AS fiscal_year,
    r.instrument::VARCHAR AS instrument,
    r.bound::VARCHAR AS bound,
    r.effect::VARCHAR AS effect,
    r.source::VARCHAR AS source
FROM (SELECT unnest($rows) AS r);
