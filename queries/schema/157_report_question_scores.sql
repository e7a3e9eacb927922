-- purpose: The scores that the report that counts states for its questions.
-- grain: one row an agency, score year and question code
-- note: a code that a report names twice is taken from where it stands first.
CREATE OR REPLACE VIEW report_question_scores AS
SELECT
    questions.import_no,
    questions.agency_id,
    questions.fiscal_year,
    questions.question_code AS code,
    questions.indicator_no,
    questions.question_score AS score,
    plans.place_table,
    plans.place_row,
    plans.place_column
FROM current_plan_questions AS questions
LEFT JOIN current_plans AS plans
    ON plans.import_no = questions.import_no AND plans.indicator_no = questions.indicator_no
WHERE questions.question_code IS NOT NULL AND questions.question_score IS NOT NULL
QUALIFY row_number() OVER (
    PARTITION BY questions.agency_id, questions.fiscal_year, questions.question_code
    ORDER BY questions.indicator_no, questions.question_no
) = 1;
