-- purpose: A published or typed total disagrees with what its ten scores give by more than 0.01.
-- severity: warning
SELECT agency_id, fiscal_year, total_published AS total, total_computed AS calculated
FROM year_totals
WHERE abs(total_published - total_computed) > 0.01
ORDER BY agency_id, fiscal_year;
