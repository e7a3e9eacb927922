-- purpose: The score years of which anything of an agency is known.
-- param agency VARCHAR: agency id
-- column fiscal_year INTEGER NOT NULL: score year
-- column has_scores BOOLEAN NOT NULL: whether any indicator has a score
-- column has_report BOOLEAN NOT NULL: whether a report counts for the year
-- grain: one row a year
-- order: fiscal_year descending
SELECT
    years.fiscal_year,
    EXISTS (FROM shown_scores AS s WHERE s.agency_id = $agency AND s.fiscal_year = years.fiscal_year) AS has_scores,
    EXISTS (FROM current_reports AS r WHERE r.agency_id = $agency AND r.fiscal_year = years.fiscal_year) AS has_report
FROM agency_years AS years
WHERE years.agency_id = $agency
ORDER BY years.fiscal_year DESC;
