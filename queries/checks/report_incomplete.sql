-- purpose: A report does not hold all ten indicators, each with its score and its plan.
-- severity: error
-- param first_import BIGINT: number of the first import to look at
-- param last_import BIGINT: number of the last import to look at
WITH reports AS (
    SELECT import_no, agency_id, fiscal_year
    FROM current_imports
    WHERE kind = 'report' AND import_no BETWEEN $first_import AND $last_import
),

planned AS (
    SELECT import_no, count(DISTINCT indicator_no) AS plans
    FROM plan_facts
    WHERE import_no BETWEEN $first_import AND $last_import
    GROUP BY import_no
),

scored AS (
    SELECT import_no, count(DISTINCT indicator_no) AS scores
    FROM indicator_score_facts
    WHERE score IS NOT NULL AND import_no BETWEEN $first_import AND $last_import
    GROUP BY import_no
),

held AS (
    SELECT
        reports.import_no,
        reports.agency_id,
        reports.fiscal_year,
        coalesce(planned.plans, 0) AS plans,
        coalesce(scored.scores, 0) AS scores
    FROM reports
    LEFT JOIN planned USING (import_no)
    LEFT JOIN scored USING (import_no)
)

SELECT import_no, agency_id, fiscal_year, plans, scores
FROM held
WHERE least(plans, scores) <> (SELECT count(*) FROM indicators) OR plans <> scores
ORDER BY import_no;
