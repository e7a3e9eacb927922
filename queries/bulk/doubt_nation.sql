-- purpose: Years whose scores equal the nation's averages wherever those are known, the total too where both are known.
-- param cent DECIMAL(3,2): figures that differ by no more are equal
INSERT INTO bulk_doubts
WITH nation_totals AS (
    SELECT fiscal_year, max(total) AS total
    FROM shown_totals
    SEMI JOIN (FROM agencies WHERE kind = 'national_average') USING (agency_id)
    GROUP BY fiscal_year
),

sizes AS (
    SELECT fiscal_year, count(*) AS indicators
    FROM indicator_rules
    GROUP BY fiscal_year
),

years AS (
    SELECT
        scores.agency_id, scores.fiscal_year, min(scores.rowid) AS place, count(nation.national_score) AS known,
        count(*) FILTER (WHERE abs(scores.score - nation.national_score) <= $cent) AS equal,
        count(*) AS scores, count(rules.point_weight) AS weighed, sum(rules.point_weight * scores.score) AS total
    FROM bulk_scores AS scores
    LEFT JOIN national_scores AS nation USING (fiscal_year, indicator_no)
    LEFT JOIN indicator_rules AS rules USING (fiscal_year, indicator_no)
    GROUP BY scores.agency_id, scores.fiscal_year
)

SELECT 'equals-national-average', 'scores', years.agency_id, years.fiscal_year, years.place
FROM years
LEFT JOIN sizes USING (fiscal_year)
LEFT JOIN nation_totals USING (fiscal_year)
WHERE
    years.known >= 2
    AND years.equal = years.known
    AND coalesce(years.weighed <> sizes.indicators OR abs(round(years.total, 2) - nation_totals.total) <= $cent, TRUE);
