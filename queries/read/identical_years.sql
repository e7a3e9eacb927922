-- purpose: The other years in which an agency has the same scores throughout as in one.
-- param agency VARCHAR: agency id
-- param year INTEGER: score year (Buddhist-era fiscal year)
-- column other_year INTEGER NOT NULL: the other score year
-- column compared BIGINT NOT NULL: number of indicators known in both
-- grain: one row another year (mostly none)
-- order: other_year
SELECT CASE WHEN fiscal_year = $year THEN other_year ELSE fiscal_year END AS other_year, compared
FROM identical_years
WHERE agency_id = $agency AND (fiscal_year = $year OR other_year = $year)
ORDER BY other_year;
