-- purpose: Total, instruments and level of an agency and year: computed, and as published beside them.
-- param agency VARCHAR: agency id
-- param year INTEGER: score year (Buddhist-era fiscal year)
-- column total DECIMAL(5,2): computed total, 0-100, rounded half-up; null while an indicator or a rule is missing
-- column iit DECIMAL(5,2): computed mean of IIT
-- column eit DECIMAL(5,2): computed mean of EIT
-- column oit DECIMAL(5,2): computed mean of OIT
-- column level VARCHAR: calculated by the year's own rule, not official; null for averages and where there is no total or rule
-- column held_back_by VARCHAR: instruments under the next level's floor joined by +, else total; null at the top
-- column next_level VARCHAR: the level above
-- column points_to_next_level DECIMAL(5,2): widest instrument shortfall, else the total's
-- column total_published DECIMAL(5,2): as published or typed from ITAS
-- column level_published VARCHAR: as published or typed from ITAS
-- column origin VARCHAR: origins of the figures shown, joined by +
-- column total_origin VARCHAR: origin of the published total
-- column scored_indicators BIGINT NOT NULL: how many of the indicators have a score
-- column lost_points DECIMAL(6,3): 100 - computed total, exact to three decimals
-- column rules_known BOOLEAN NOT NULL: whether weights of the year itself are known, shipped or stated; false under an assumption
-- column levels_known BOOLEAN NOT NULL: whether levels of the year itself are known, shipped or stated; false under an assumption
-- column total_source VARCHAR: where the published total stands
-- column rules_basis VARCHAR: shipped, stated or assumed:YYYY (the rules of that year are taken); null for a year without rules
-- column indicators BIGINT NOT NULL: how many indicators the year's rules have; without rules the ten
-- grain: one row (none where nothing of the year is known)
-- order: single row
WITH instruments_wide AS (
    SELECT
        agency_id,
        fiscal_year,
        max(score) FILTER (WHERE instrument = 'IIT') AS iit,
        max(score) FILTER (WHERE instrument = 'EIT') AS eit,
        max(score) FILTER (WHERE instrument = 'OIT') AS oit
    FROM instrument_results
    WHERE agency_id = $agency AND fiscal_year = $year
    GROUP BY agency_id, fiscal_year
),

origins AS (
    SELECT string_agg(origin, '+' ORDER BY origin_rank) AS origin
    FROM (
        SELECT origin, origin_rank FROM shown_scores WHERE agency_id = $agency AND fiscal_year = $year
        UNION
        SELECT origin, origin_rank FROM shown_totals WHERE agency_id = $agency AND fiscal_year = $year
    )
)

SELECT
    round(totals.total, 2)::DECIMAL(5, 2) AS total,
    wide.iit,
    wide.eit,
    wide.oit,
    levels.level,
    levels.held_back_by,
    levels.next_level,
    round(levels.points_to_next_level, 2)::DECIMAL(5, 2) AS points_to_next_level,
    published.total AS total_published,
    published.level_th AS level_published,
    origins.origin,
    published.origin AS total_origin,
    coalesce(totals.scored_indicators, 0) AS scored_indicators,
    round(100 - totals.total, 3)::DECIMAL(6, 3) AS lost_points,
    coalesce(totals.rules_basis IN ('shipped', 'stated'), FALSE) AS rules_known,
    EXISTS (FROM year_level_rules AS l WHERE l.fiscal_year = $year AND l.basis IN ('shipped', 'stated')) AS levels_known,
    published.source AS total_source,
    totals.rules_basis,
    totals.indicators
FROM agency_years
CROSS JOIN origins
LEFT JOIN total_results AS totals USING (agency_id, fiscal_year)
LEFT JOIN instruments_wide AS wide USING (agency_id, fiscal_year)
LEFT JOIN level_results AS levels USING (agency_id, fiscal_year)
LEFT JOIN shown_totals AS published USING (agency_id, fiscal_year)
WHERE agency_years.agency_id = $agency AND agency_years.fiscal_year = $year
ORDER BY agency_years.fiscal_year;
