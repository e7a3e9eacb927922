-- purpose: How far an agency's figures of a year equal the national averages that are known, by origin of the agency's figures.
-- param agency VARCHAR: agency id
-- param year INTEGER: score year (Buddhist-era fiscal year)
-- column origin VARCHAR NOT NULL: origin of the agency's scores
-- column known BIGINT NOT NULL: number of national indicator averages known for the year that the agency has a score for
-- column equal BIGINT NOT NULL: how many of them are equal to 0.01
-- column indicators INTEGER[] NOT NULL: numbers of the equal ones
-- column national_total DECIMAL(5,2): the nation's published total; null where not known
-- column total DECIMAL(5,2): the agency's total from these scores; null while one is missing
-- column total_equal BOOLEAN NOT NULL: whether both totals are within 0.01
-- column all_equal BOOLEAN NOT NULL: true where at least two are known and all are equal
-- grain: one row an origin
-- order: origin
WITH mine AS (
    SELECT origin, indicator_no, score
    FROM origin_scores
    WHERE agency_id = $agency AND fiscal_year = $year
),

nation AS (
    SELECT indicator_no, score
    FROM shown_scores
    SEMI JOIN (FROM agencies WHERE kind = 'national_average') USING (agency_id)
    WHERE fiscal_year = $year AND agency_id <> $agency
),

nation_total AS (
    SELECT max(total) AS national_total
    FROM shown_totals
    SEMI JOIN (FROM agencies WHERE kind = 'national_average') USING (agency_id)
    WHERE fiscal_year = $year AND agency_id <> $agency
),

my_totals AS (
    SELECT
        mine.origin,
        CASE
            WHEN count(*) = (SELECT count(*) FROM indicator_rules AS y WHERE y.fiscal_year = $year)
                THEN round(sum(rules.point_weight * mine.score), 2)::DECIMAL(5, 2)
        END AS total
    FROM mine
    INNER JOIN indicator_rules AS rules ON rules.indicator_no = mine.indicator_no AND rules.fiscal_year = $year
    GROUP BY mine.origin
)

SELECT
    mine.origin,
    count(nation.score) AS known,
    count(*) FILTER (WHERE abs(mine.score - nation.score) <= 0.01) AS equal,
    coalesce(
        list(mine.indicator_no ORDER BY mine.indicator_no) FILTER (WHERE abs(mine.score - nation.score) <= 0.01), []
    ) AS indicators,
    any_value(nation_total.national_total) AS national_total,
    any_value(my_totals.total) AS total,
    coalesce(abs(any_value(my_totals.total) - any_value(nation_total.national_total)) <= 0.01, FALSE) AS total_equal,
    count(nation.score) >= 2
    AND count(*) FILTER (WHERE abs(mine.score - nation.score) <= 0.01) = count(nation.score) AS all_equal
FROM mine
CROSS JOIN nation_total
LEFT JOIN nation USING (indicator_no)
LEFT JOIN my_totals USING (origin)
GROUP BY mine.origin
ORDER BY mine.origin;
