-- purpose: Rows of measure_facts.
-- param rows STRUCT[]: one struct a row
INSERT INTO measure_facts BY NAME
SELECT
    r.import_no::BIGINT AS import_no,
    r.measure_id::VARCHAR AS measure_id,
    r.agency_id::VARCHAR AS agency_id,
    r.fiscal_year::INTEGER AS fiscal_year,
    r.indicator_no::INTEGER AS indicator_no,
    r.position::INTEGER AS position,
    r.title::VARCHAR AS title,
    r.place_table::INTEGER AS place_table,
    r.place_row::INTEGER AS place_row,
    r.place_column::INTEGER AS place_column,
    r.question_no::INTEGER AS question_no,
    r.starts_on::DATE AS starts_on,
    r.ends_on::DATE AS ends_on,
    r.period_text::VARCHAR AS period_text
FROM (SELECT unnest($rows) AS r);
