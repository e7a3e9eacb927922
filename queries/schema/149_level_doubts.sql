-- purpose: Published levels that the year's own rule does not allow: none of its levels, or not with that total or those scores.
-- grain: one row an agency and score year with such a level; both are kept and shown as published
-- note: a total alone excludes a level under its floor, and one under a level that every split of the total reaches.
-- note: rules that are only assumed exclude nothing; what speaks for or against them is said of the assumption.
-- note: totals are published to two decimals, so a level is certain only half a hundredth above its floor.
CREATE OR REPLACE VIEW level_doubts AS
WITH levels AS (
    SELECT fiscal_year, level_order, level_th, min_total, min_each_instrument
    FROM year_level_rules
    WHERE basis IN ('shipped', 'stated')
),

weights AS (
    SELECT fiscal_year, min(weight) AS least_weight
    FROM indicator_rules
    GROUP BY fiscal_year
),

published AS (
    SELECT agency_id, fiscal_year, total_shown AS total, trim(level_published) AS level_published, level_calculated
    FROM year_figures
    SEMI JOIN levels USING (fiscal_year)
    WHERE level_published IS NOT NULL
),

-- Each level of the year beside what was published: the least total that it needs, and whether the total ensures it.
tried AS (
    SELECT
        published.*,
        levels.level_order,
        levels.level_th,
        greatest(levels.min_total, coalesce(levels.min_each_instrument, 0)) AS least_total,
        published.total - 0.005 >= levels.min_total
        AND (
            levels.min_each_instrument IS NULL
            OR coalesce(
                100 - published.total + 0.005 <= weights.least_weight * (100 - levels.min_each_instrument), FALSE
            )
        ) AS ensured
    FROM published
    INNER JOIN levels USING (fiscal_year)
    LEFT JOIN weights USING (fiscal_year)
),

best_ensured AS (
    SELECT agency_id, fiscal_year, min(level_order) AS level_order
    FROM tried
    WHERE ensured
    GROUP BY agency_id, fiscal_year
),

judged AS (
    SELECT
        tried.agency_id,
        tried.fiscal_year,
        any_value(tried.total) AS total,
        any_value(tried.level_published) AS level_published,
        any_value(tried.level_calculated) AS level_calculated,
        max(tried.least_total) FILTER (WHERE tried.level_th = tried.level_published) AS least_total,
        any_value(tried.level_order) FILTER (WHERE tried.level_th = tried.level_published) AS level_order,
        any_value(best_ensured.level_order) AS ensured_order,
        any_value(tried.level_th) FILTER (WHERE tried.level_order = best_ensured.level_order) AS level_ensured,
        string_agg(tried.level_th, ' / ' ORDER BY tried.level_order) FILTER (
            WHERE tried.total >= tried.least_total AND tried.level_order <= coalesce(best_ensured.level_order, 99)
        ) AS levels_possible
    FROM tried
    LEFT JOIN best_ensured USING (agency_id, fiscal_year)
    GROUP BY tried.agency_id, tried.fiscal_year
)

SELECT
    agency_id,
    fiscal_year,
    total,
    level_published,
    CASE
        WHEN level_order IS NULL THEN 'not_a_level'
        WHEN total < least_total THEN 'total_too_low'
        WHEN level_order > ensured_order THEN 'total_too_high'
        WHEN level_calculated <> level_published THEN 'scores'
    END AS reason,
    CASE WHEN total < least_total THEN least_total::DECIMAL(5, 2) END AS least_total,
    levels_possible,
    level_calculated
FROM judged
WHERE reason IS NOT NULL;
