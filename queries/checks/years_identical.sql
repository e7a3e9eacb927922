-- purpose: Two years of an agency have the same scores throughout: was one year stored under two?
-- severity: warning
SELECT agency_id, fiscal_year, other_year
FROM identical_years
ORDER BY agency_id, fiscal_year, other_year;
