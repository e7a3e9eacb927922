-- purpose: The levels that the rows that wait name, by year, as written.
-- column fiscal_year INTEGER: score year
-- column level_th VARCHAR: level as written
-- grain: one row a year and level
-- order: fiscal_year, level_th
SELECT fiscal_year, level_th
FROM bulk_totals
WHERE level_th IS NOT NULL
GROUP BY fiscal_year, level_th
ORDER BY fiscal_year, level_th;
