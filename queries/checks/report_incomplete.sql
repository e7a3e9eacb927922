-- purpose: A report does not hold all ten indicators, each with its score and its plan.
-- severity: error
-- mend: Import the complete report; where an incomplete one is stored already, take it back first.
WITH held AS (
    SELECT
        imports.import_no,
        imports.agency_id,
        imports.fiscal_year,
        (SELECT count(DISTINCT indicator_no) FROM plan_facts AS p WHERE p.import_no = imports.import_no) AS plans,
        (
            SELECT count(DISTINCT indicator_no)
            FROM indicator_score_facts AS s
            WHERE s.import_no = imports.import_no AND s.score IS NOT NULL
        ) AS scores
    FROM live_imports AS imports
    WHERE imports.kind = 'report'
)

SELECT import_no, agency_id, fiscal_year, plans, scores
FROM held
WHERE least(plans, scores) <> (SELECT count(*) FROM indicators) OR plans <> scores
ORDER BY import_no;
