-- purpose: Results that replace stored ones of which some figure would be missing then: a later import replaces a year whole.
INSERT INTO bulk_doubts
WITH years AS (
    SELECT agency_id, fiscal_year, min(part) AS part, arg_min(place, part) AS place
    FROM bulk_groups
    WHERE part IN ('scores', 'totals')
    GROUP BY agency_id, fiscal_year
),

stored AS (
    SELECT agency_id, fiscal_year, indicator_no AS what FROM origin_scores WHERE origin = 'own_result'
    UNION ALL
    SELECT agency_id, fiscal_year, unnest([CASE WHEN total IS NOT NULL THEN 0 END, CASE WHEN level_th IS NOT NULL THEN -1 END]) AS what
    FROM origin_totals
    WHERE origin = 'own_result'
),

given AS (
    SELECT agency_id, fiscal_year, indicator_no AS what FROM bulk_scores
    UNION ALL
    SELECT agency_id, fiscal_year, unnest([CASE WHEN total IS NOT NULL THEN 0 END, CASE WHEN level_th IS NOT NULL THEN -1 END]) AS what
    FROM bulk_totals
)

SELECT 'scores-missing', years.part, years.agency_id, years.fiscal_year, years.place
FROM years
SEMI JOIN (
    FROM stored
    ANTI JOIN given USING (agency_id, fiscal_year, what)
    WHERE what IS NOT NULL
) AS missing USING (agency_id, fiscal_year);
