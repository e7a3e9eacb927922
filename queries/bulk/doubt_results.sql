-- purpose: What only the results of stored figures tell: levels that the scores do not give, other scores of a report, years that lack something.
INSERT INTO bulk_doubts
WITH years AS (
    SELECT
        agency_id, fiscal_year, min(part) AS part, arg_min(place, part) AS place,
        coalesce(max(figures) FILTER (WHERE part = 'scores'), 0) AS scores
    FROM bulk_groups
    WHERE part IN ('scores', 'totals')
    GROUP BY agency_id, fiscal_year
),

shown AS (
    SELECT agency_id, fiscal_year, count(*) AS scores
    FROM shown_scores
    GROUP BY agency_id, fiscal_year
)

SELECT 'level-disagrees', 'totals', totals.agency_id, totals.fiscal_year, totals.rowid
FROM bulk_totals AS totals
INNER JOIN year_figures AS figures USING (agency_id, fiscal_year)
INNER JOIN years USING (agency_id, fiscal_year)
INNER JOIN shown ON shown.agency_id = years.agency_id AND shown.fiscal_year = years.fiscal_year AND shown.scores = years.scores
WHERE figures.level_calculated <> totals.level_th
UNION ALL
SELECT 'differs-from-report', 'scores', scores.agency_id, scores.fiscal_year, scores.rowid
FROM bulk_scores AS scores
INNER JOIN origin_scores AS reports USING (agency_id, fiscal_year, indicator_no)
WHERE reports.origin = 'report' AND reports.score <> scores.score
UNION ALL
SELECT 'years-not-whole', part, agency_id, fiscal_year, place
FROM years
WHERE scores < (SELECT count(*) FROM indicators)
UNION ALL
SELECT 'questions-without-scores', part, agency_id, fiscal_year, place
FROM bulk_groups
ANTI JOIN agency_years USING (agency_id, fiscal_year)
WHERE part = 'questions';
