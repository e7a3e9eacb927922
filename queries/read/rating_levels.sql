-- purpose: The levels of a year, best first.
-- param year INTEGER: score year (Buddhist-era fiscal year)
-- column level_order INTEGER NOT NULL: 1 = best
-- column level VARCHAR NOT NULL: name
-- column min_total DECIMAL(5,2) NOT NULL: lowest total
-- column min_each_instrument DECIMAL(5,2): lowest score of each instrument; null where the rule has none
-- column source VARCHAR NOT NULL: source
-- column certainty VARCHAR: certainty
-- column rules_basis VARCHAR: shipped, stated or assumed:YYYY (the rules of that year are taken); null for a year without rules
-- grain: one row a level (none for a year without rules)
-- order: level_order
SELECT level_order, level_th AS level, min_total, min_each_instrument, source, certainty, basis AS rules_basis
FROM year_level_rules
WHERE fiscal_year = $year
ORDER BY level_order;
