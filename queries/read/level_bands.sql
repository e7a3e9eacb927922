-- purpose: The levels of each year's own rule over a span of years.
-- param from_year INTEGER: first of the two score years compared
-- param to_year INTEGER: second of the two
-- column fiscal_year INTEGER NOT NULL: year
-- column level_order INTEGER NOT NULL: 1 = best
-- column level VARCHAR NOT NULL: name
-- column min_total DECIMAL(5,2) NOT NULL: lowest total
-- column min_each_instrument DECIMAL(5,2): lowest score of each instrument; null where the rule has none
-- column rules_basis VARCHAR: shipped, stated or assumed:YYYY (the rules of that year are taken); null for a year without rules
-- grain: one row a year and level; none for a year without rules
-- order: fiscal_year, level_order
WITH years AS (
    SELECT unnest(range($from_year, $to_year + 1))::INTEGER AS fiscal_year
)

SELECT
    years.fiscal_year,
    levels.level_order,
    levels.level_th AS level,
    levels.min_total,
    levels.min_each_instrument,
    levels.basis AS rules_basis
FROM years
INNER JOIN year_level_rules AS levels USING (fiscal_year)
ORDER BY years.fiscal_year, levels.level_order;
