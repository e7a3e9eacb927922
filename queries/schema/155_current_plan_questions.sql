-- purpose: The questions that the report that counts takes up: several of an indicator, or the one of its plan.
-- grain: one row an agency, score year, indicator and question
CREATE OR REPLACE VIEW current_plan_questions AS
WITH several AS (
    SELECT facts.*
    FROM plan_question_facts AS facts
    SEMI JOIN current_reports USING (agency_id, fiscal_year, import_no)
)

SELECT
    import_no,
    agency_id,
    fiscal_year,
    indicator_no,
    question_no,
    question_code,
    question,
    question_score,
    analysis,
    rationale,
    starts_on,
    ends_on,
    period_text
FROM several
UNION ALL
SELECT
    plans.import_no,
    plans.agency_id,
    plans.fiscal_year,
    plans.indicator_no,
    1 AS question_no,
    plans.question_code,
    plans.question,
    plans.question_score,
    plans.analysis,
    plans.rationale,
    plans.starts_on,
    plans.ends_on,
    plans.period_text
FROM current_plans AS plans
ANTI JOIN several USING (import_no, indicator_no)
WHERE plans.question_code IS NOT NULL OR plans.question IS NOT NULL;
