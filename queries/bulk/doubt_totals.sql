-- purpose: Totals that their scores cannot give: with no weights, not by the rules of the year, or not by the newest known before it.
-- note: as ita/importing/plausibility.py and cross_checks.py say it of one agency; sums are compared, so that nothing is divided.
-- param cent DECIMAL(3,2): figures that differ by no more are equal
INSERT INTO bulk_doubts
WITH years AS (
    SELECT given.fiscal_year, max(known.fiscal_year) FILTER (WHERE own.fiscal_year IS NULL) AS latest_year
    FROM (SELECT DISTINCT fiscal_year FROM bulk_totals) AS given
    LEFT JOIN year_rules AS own ON own.fiscal_year = given.fiscal_year
    LEFT JOIN year_rules AS known
        ON known.fiscal_year < given.fiscal_year AND NOT starts_with(known.basis, 'assumed')
    GROUP BY given.fiscal_year
),

members AS (
    SELECT
        years.fiscal_year, indicators.indicator_no, coalesce(rules.instrument, indicators.instrument) AS instrument,
        rules.point_weight, latest.point_weight AS latest_weight
    FROM years
    CROSS JOIN indicators
    LEFT JOIN year_indicators AS own
        ON own.fiscal_year = years.fiscal_year AND own.indicator_no = indicators.indicator_no
    LEFT JOIN indicator_rules AS rules
        ON rules.fiscal_year = years.fiscal_year AND rules.indicator_no = indicators.indicator_no
    LEFT JOIN indicator_rules AS latest
        ON latest.fiscal_year = years.latest_year AND latest.indicator_no = indicators.indicator_no
    WHERE own.is_assessed IS NOT FALSE
),

sums AS (
    SELECT
        totals.agency_id, totals.fiscal_year, members.instrument, min(totals.rowid) AS place, max(totals.total) AS total,
        count(*) AS indicators, sum(scores.score) AS score_sum,
        sum(members.point_weight * scores.score) AS points, sum(members.latest_weight * scores.score) AS latest_points
    FROM bulk_totals AS totals
    INNER JOIN members USING (fiscal_year)
    LEFT JOIN bulk_scores AS scores USING (agency_id, fiscal_year, indicator_no)
    WHERE totals.total IS NOT NULL
    GROUP BY totals.agency_id, totals.fiscal_year, members.instrument
    HAVING count(scores.score) = count(*)
),

judged AS (
    SELECT
        agency_id, fiscal_year, min(place) AS place, max(total) AS total,
        bool_or((total + $cent) * indicators >= score_sum)
        AND bool_or((total - $cent) * indicators <= score_sum) AS is_possible,
        round(sum(points), 2) AS by_rules, round(sum(latest_points), 2) AS by_latest
    FROM sums
    GROUP BY agency_id, fiscal_year
    HAVING sum(indicators) = (SELECT count(*) FROM members WHERE members.fiscal_year = sums.fiscal_year)
)

SELECT unnest(
    list_filter(
        [
            CASE WHEN NOT is_possible THEN 'total-impossible' END,
            CASE WHEN abs(by_rules - total) > $cent THEN 'total-disagrees' END,
            CASE WHEN is_possible AND abs(by_latest - total) > $cent THEN 'total-disagrees-with-latest' END
        ],
        lambda rule: rule IS NOT NULL
    )
), 'totals', agency_id, fiscal_year, place
FROM judged;
