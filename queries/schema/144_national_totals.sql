-- purpose: The nation's published total of each year.
-- grain: one row a fiscal year
CREATE OR REPLACE VIEW national_totals AS
SELECT totals.fiscal_year, max(totals.total_shown) AS national_total
FROM year_figures AS totals
SEMI JOIN (FROM agencies WHERE kind = 'national_average') USING (agency_id)
WHERE totals.total_shown IS NOT NULL
GROUP BY totals.fiscal_year;
