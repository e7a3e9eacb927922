-- purpose: Rows of question_counts.
-- param rows STRUCT[]: one struct a row
INSERT INTO question_counts BY NAME
SELECT
    r.fiscal_year::INTEGER AS fiscal_year,
    r.iit::INTEGER AS iit,
    r.eit::INTEGER AS eit,
    r.oit::INTEGER AS oit,
    r.certainty::VARCHAR AS certainty,
    r.source::VARCHAR AS source
FROM (SELECT unnest($rows) AS r);
