-- purpose: Measures, steps and units of each indicator in the report that counts as lists, and how many questions it takes up.
-- grain: one row an agency, score year and indicator of the report
CREATE OR REPLACE VIEW current_plan_lists AS
WITH measures AS (
    SELECT agency_id, fiscal_year, indicator_no, list(title ORDER BY position) AS measures
    FROM current_measures
    GROUP BY agency_id, fiscal_year, indicator_no
),

steps AS (
    SELECT agency_id, fiscal_year, indicator_no, list(text ORDER BY position) AS steps
    FROM current_steps
    GROUP BY agency_id, fiscal_year, indicator_no
),

units AS (
    SELECT facts.agency_id, facts.fiscal_year, facts.indicator_no, list(facts.unit ORDER BY facts.position) AS units
    FROM unit_facts AS facts
    SEMI JOIN current_reports USING (agency_id, fiscal_year, import_no)
    GROUP BY facts.agency_id, facts.fiscal_year, facts.indicator_no
),

questions AS (
    SELECT agency_id, fiscal_year, indicator_no, count(*) AS questions
    FROM current_plan_questions
    GROUP BY agency_id, fiscal_year, indicator_no
)

SELECT
    plans.agency_id,
    plans.fiscal_year,
    plans.indicator_no,
    coalesce(measures.measures, []) AS measures,
    coalesce(steps.steps, []) AS steps,
    coalesce(units.units, []) AS units,
    coalesce(questions.questions, 0) AS questions
FROM current_plans AS plans
LEFT JOIN measures USING (agency_id, fiscal_year, indicator_no)
LEFT JOIN steps USING (agency_id, fiscal_year, indicator_no)
LEFT JOIN units USING (agency_id, fiscal_year, indicator_no)
LEFT JOIN questions USING (agency_id, fiscal_year, indicator_no);
