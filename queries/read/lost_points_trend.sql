-- purpose: Points of the total lost through each indicator, over the years.
-- param agency VARCHAR: agency id
-- column fiscal_year INTEGER NOT NULL: score year
-- column indicator_no INTEGER NOT NULL: 1-10
-- column indicator VARCHAR NOT NULL: name in Thai
-- column indicator_en VARCHAR NOT NULL: name in English (our translation)
-- column lost_points DECIMAL(6,3) NOT NULL: points of the total lost
-- column rules_basis VARCHAR: shipped, stated or assumed:YYYY (the rules of that year are taken); null for a year without rules
-- grain: one row a year and indicator with a score and a rule
-- order: fiscal_year, indicator_no
SELECT
    results.fiscal_year,
    results.indicator_no,
    indicators.name_th AS indicator,
    indicators.name_en AS indicator_en,
    round(results.lost_points, 3)::DECIMAL(6, 3) AS lost_points,
    results.rules_basis
FROM indicator_results AS results
INNER JOIN indicators USING (indicator_no)
WHERE results.agency_id = $agency AND results.lost_points IS NOT NULL
ORDER BY results.fiscal_year, results.indicator_no;
