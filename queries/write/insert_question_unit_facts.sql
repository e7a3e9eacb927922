-- purpose: Rows of question_unit_facts.
-- param rows STRUCT[]: one struct a row
INSERT INTO question_unit_facts BY NAME
SELECT
    r.import_no::BIGINT AS import_no,
    r.agency_id::VARCHAR AS agency_id,
    r.fiscal_year::INTEGER AS fiscal_year,
    r.indicator_no::INTEGER AS indicator_no,
    r.question_no::INTEGER AS question_no,
    r.position::INTEGER AS position,
    r.unit::VARCHAR AS unit
FROM (SELECT unnest($rows) AS r);
