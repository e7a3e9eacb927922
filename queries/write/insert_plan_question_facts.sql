-- purpose: Rows of plan_question_facts.
-- param rows STRUCT[]: one struct a row
INSERT INTO plan_question_facts BY NAME
SELECT
    r.import_no::BIGINT AS import_no,
    r.agency_id::VARCHAR AS agency_id,
    r.fiscal_year::INTEGER AS fiscal_year,
    r.indicator_no::INTEGER AS indicator_no,
    r.question_no::INTEGER AS question_no,
    r.question_code::VARCHAR AS question_code,
    r.question::VARCHAR AS question,
    r.question_score::DECIMAL(5, 2) AS question_score,
    r.question_score_basis::VARCHAR AS question_score_basis,
    r.analysis::VARCHAR AS analysis,
    r.rationale::VARCHAR AS rationale,
    r.starts_on::DATE AS starts_on,
    r.ends_on::DATE AS ends_on,
    r.period_text::VARCHAR AS period_text,
    r.place_table::INTEGER AS place_table,
    r.place_row::INTEGER AS place_row,
    r.place_column::INTEGER AS place_column
FROM (SELECT unnest($rows) AS r);
