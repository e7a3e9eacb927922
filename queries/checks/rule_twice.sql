-- purpose: A rule is there twice: an instrument or a level from one year on, or an indicator; totals would count it twice.
-- severity: error
SELECT 'instrument ' || instrument AS what, count(*) AS rules
FROM instruments
GROUP BY instrument, fiscal_year_from
HAVING count(*) > 1
UNION ALL
SELECT 'level ' || level_th AS what, count(*) AS rules
FROM rating_levels
GROUP BY level_th, fiscal_year_from
HAVING count(*) > 1
UNION ALL
SELECT 'indicator ' || indicator_no AS what, count(*) AS rules
FROM indicators
GROUP BY indicator_no
HAVING count(*) > 1
ORDER BY ALL;
