-- purpose: Rows of questions.
-- param rows STRUCT[]: one struct a row
INSERT INTO questions BY NAME
SELECT
    r.fiscal_year::INTEGER AS fiscal_year,
    r.instrument::VARCHAR AS instrument,
    r.code::VARCHAR AS code,
    r.indicator_no::INTEGER AS indicator_no,
    r.sub_no::INTEGER AS sub_no,
    r.text_th::VARCHAR AS text_th,
    r.sub_item_th::VARCHAR AS sub_item_th,
    r.source::VARCHAR AS source,
    r.note::VARCHAR AS note,
    r.certainty::VARCHAR AS certainty
FROM (SELECT unnest($rows) AS r);
