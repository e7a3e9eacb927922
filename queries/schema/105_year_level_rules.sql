-- purpose: The levels of each year by the rules that count, 1 = best.
-- grain: one row a fiscal year and level; none for a year without levels
-- note: the rules of a year are looked up once, as this is read often and nested deep.
CREATE OR REPLACE VIEW year_level_rules AS
WITH levels AS (
    SELECT
        0 AS rules_no,
        unnest(range(fiscal_year_from, fiscal_year_to + 1))::INTEGER AS rules_year,
        level_order,
        level_th,
        min_total,
        min_each_instrument,
        source,
        certainty
    FROM rating_levels
    UNION ALL
    SELECT
        import_no AS rules_no,
        fiscal_year AS rules_year,
        level_order,
        level_th,
        min_total,
        min_each_instrument,
        source,
        'stated' AS certainty
    FROM stated_levels
)

SELECT
    rules.fiscal_year,
    rules.basis,
    levels.level_order,
    levels.level_th,
    levels.min_total,
    levels.min_each_instrument,
    levels.source,
    levels.certainty
FROM year_rules AS rules
INNER JOIN levels USING (rules_no, rules_year);
