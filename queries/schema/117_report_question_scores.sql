-- purpose: The scores that the report that counts states for its questions.
-- grain: one row an agency, score year and question code
-- note: a code that a report names under two indicators is taken from the first of them.
CREATE OR REPLACE VIEW report_question_scores AS
SELECT
    facts.import_no,
    facts.agency_id,
    facts.fiscal_year,
    facts.question_code AS code,
    facts.indicator_no,
    facts.question_score AS score,
    facts.place_table,
    facts.place_row,
    facts.place_column
FROM plan_facts AS facts
SEMI JOIN current_reports USING (agency_id, fiscal_year, import_no)
WHERE facts.question_code IS NOT NULL AND facts.question_score IS NOT NULL
QUALIFY row_number() OVER (
    PARTITION BY facts.agency_id, facts.fiscal_year, facts.question_code ORDER BY facts.indicator_no
) = 1;
