-- purpose: The level of each agency and year by the year's own rule, the next one, and what holds it back.
-- grain: one row an agency and score year that has a computed total and a rule; next level null at the top
-- note: held_back_by names the instruments under the next level's floor, else total; points are the widest shortfall.
CREATE OR REPLACE VIEW level_results AS
WITH reached AS (
    SELECT agency_id, fiscal_year, min(level_order) AS level_order
    FROM level_checks
    WHERE reached
    GROUP BY agency_id, fiscal_year
)

SELECT
    now.agency_id,
    now.fiscal_year,
    now.level_th AS level,
    next.level_th AS next_level,
    CASE WHEN next.level_th IS NOT NULL THEN coalesce(next.short_instruments, 'total') END AS held_back_by,
    CASE WHEN next.short_instruments IS NULL THEN next.total_shortfall ELSE next.instrument_shortfall END
        AS points_to_next_level
FROM reached
INNER JOIN level_checks AS now USING (agency_id, fiscal_year, level_order)
LEFT JOIN level_checks AS next
    ON next.agency_id = reached.agency_id
    AND next.fiscal_year = reached.fiscal_year
    AND next.level_order = reached.level_order - 1;
