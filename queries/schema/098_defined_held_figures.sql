-- purpose: How many figures each import holds of each agency, score year and origin: scores of indicators, totals, scores of questions.
-- grain: one row an import, agency, score year and origin, undone imports too
CREATE OR REPLACE VIEW defined_held_figures AS
WITH counted AS (
    SELECT import_no, agency_id, fiscal_year, origin, count(*) AS scores, 0 AS totals, 0 AS questions
    FROM indicator_score_facts
    GROUP BY import_no, agency_id, fiscal_year, origin
    UNION ALL
    SELECT import_no, agency_id, fiscal_year, origin, 0 AS scores, count(*) AS totals, 0 AS questions
    FROM total_facts
    GROUP BY import_no, agency_id, fiscal_year, origin
    UNION ALL
    SELECT import_no, agency_id, fiscal_year, origin, 0 AS scores, 0 AS totals, count(*) AS questions
    FROM question_score_facts
    GROUP BY import_no, agency_id, fiscal_year, origin
)

SELECT
    import_no,
    agency_id,
    fiscal_year,
    origin,
    sum(scores)::BIGINT AS scores,
    sum(totals)::BIGINT AS totals,
    sum(questions)::BIGINT AS questions
FROM counted
GROUP BY import_no, agency_id, fiscal_year, origin;
