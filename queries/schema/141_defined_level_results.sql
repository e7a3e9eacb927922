-- purpose: The level of each agency and year by the year's own rule, the next one, and what holds it back.
-- grain: one row an agency and score year that has a computed total and a rule; next level null at the top
-- note: held_back_by names the instruments under the next level's floor, else total; points are the widest shortfall.
-- note: the level above stands one row before in the order of levels; one pass, as this is read often.
CREATE OR REPLACE VIEW defined_level_results AS
SELECT
    agency_id,
    fiscal_year,
    level_th AS level,
    level_order,
    lag(level_th) OVER above AS next_level,
    CASE WHEN lag(level_th) OVER above IS NOT NULL THEN coalesce(lag(short_instruments) OVER above, 'total') END
        AS held_back_by,
    CASE
        WHEN lag(short_instruments) OVER above IS NULL THEN lag(total_shortfall) OVER above
        ELSE lag(instrument_shortfall) OVER above
    END AS points_to_next_level
FROM level_checks
WINDOW above AS (PARTITION BY agency_id, fiscal_year ORDER BY level_order)
QUALIFY reached AND row_number() OVER (PARTITION BY agency_id, fiscal_year ORDER BY reached DESC, level_order) = 1;
