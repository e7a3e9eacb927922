-- purpose: The levels of each year by the rules that count, 1 = best.
-- grain: one row a fiscal year and level; none for a year without levels
CREATE OR REPLACE VIEW year_level_rules AS
SELECT
    rules.fiscal_year,
    rules.basis,
    shipped.level_order,
    shipped.level_th,
    shipped.min_total,
    shipped.min_each_instrument,
    shipped.source,
    shipped.certainty
FROM year_rules AS rules
INNER JOIN rating_levels AS shipped
    ON rules.rules_year BETWEEN shipped.fiscal_year_from AND shipped.fiscal_year_to
WHERE rules.rules_import_no IS NULL
UNION ALL
SELECT
    rules.fiscal_year,
    rules.basis,
    stated.level_order,
    stated.level_th,
    stated.min_total,
    stated.min_each_instrument,
    stated.source,
    'stated' AS certainty
FROM year_rules AS rules
INNER JOIN stated_levels AS stated
    ON stated.import_no = rules.rules_import_no AND stated.fiscal_year = rules.rules_year;
