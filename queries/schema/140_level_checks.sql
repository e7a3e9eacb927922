-- purpose: Each level of the year's own rule held against exact total and instruments: reached or not, and what is short.
-- grain: one row an agency, score year and level; none for averages, for years without levels, or without a computed total
CREATE OR REPLACE VIEW level_checks AS
WITH levels AS (
    SELECT fiscal_year, level_order, level_th, min_total, min_each_instrument
    FROM year_level_rules
),

instrument_shortfalls AS (
    SELECT
        levels.fiscal_year,
        results.agency_id,
        levels.level_order,
        bool_and(results.score_sum >= levels.min_each_instrument * results.indicators_in_instrument) AS all_reached,
        string_agg(results.instrument, '+' ORDER BY results.first_indicator_no)
            FILTER (WHERE results.score_sum < levels.min_each_instrument * results.indicators_in_instrument)
            AS short_instruments,
        max(
            (2 * CAST((levels.min_each_instrument * results.indicators_in_instrument - results.score_sum) * 100 AS BIGINT)
            + results.indicators_in_instrument) // (2 * results.indicators_in_instrument)
        ) AS widest_hundredths
    FROM levels
    INNER JOIN instrument_results AS results USING (fiscal_year)
    WHERE levels.min_each_instrument IS NOT NULL
    GROUP BY levels.fiscal_year, results.agency_id, levels.level_order
)

SELECT
    totals.agency_id,
    totals.fiscal_year,
    levels.level_order,
    levels.level_th,
    totals.total >= levels.min_total AND coalesce(shortfalls.all_reached, TRUE) AS reached,
    levels.min_total - totals.total AS total_shortfall,
    shortfalls.short_instruments,
    (shortfalls.widest_hundredths::DECIMAL(9, 0) * 0.01::DECIMAL(3, 2))::DECIMAL(5, 2) AS instrument_shortfall
FROM total_results AS totals
INNER JOIN agencies USING (agency_id)
INNER JOIN levels USING (fiscal_year)
LEFT JOIN instrument_shortfalls AS shortfalls
    ON shortfalls.agency_id = totals.agency_id
    AND shortfalls.fiscal_year = totals.fiscal_year
    AND shortfalls.level_order = levels.level_order
WHERE totals.total IS NOT NULL AND NOT ends_with(agencies.kind, '_average');
