-- purpose: What the plan of an indicator lists in the report that counts: measures, steps, units, and how many questions.
-- grain: one row an agency, score year and indicator
CREATE OR REPLACE VIEW current_plan_lists AS
WITH measures AS (
    SELECT import_no, indicator_no, list(title ORDER BY position) AS titles
    FROM current_measures
    GROUP BY import_no, indicator_no
),

steps AS (
    SELECT import_no, indicator_no, list(text ORDER BY position) AS texts
    FROM current_steps
    GROUP BY import_no, indicator_no
),

units AS (
    SELECT facts.import_no, facts.indicator_no, list(facts.unit ORDER BY facts.position) AS units
    FROM unit_facts AS facts
    SEMI JOIN current_reports USING (agency_id, fiscal_year, import_no)
    GROUP BY facts.import_no, facts.indicator_no
),

questions AS (
    SELECT import_no, indicator_no, count(*) AS questions
    FROM current_plan_questions
    GROUP BY import_no, indicator_no
)

SELECT
    plans.import_no,
    plans.agency_id,
    plans.fiscal_year,
    plans.indicator_no,
    coalesce(measures.titles, []) AS measures,
    coalesce(steps.texts, []) AS steps,
    coalesce(units.units, []) AS units,
    coalesce(questions.questions, 0) AS questions
FROM current_plans AS plans
LEFT JOIN measures USING (import_no, indicator_no)
LEFT JOIN steps USING (import_no, indicator_no)
LEFT JOIN units USING (import_no, indicator_no)
LEFT JOIN questions USING (import_no, indicator_no);
