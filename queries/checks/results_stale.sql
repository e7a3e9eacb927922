-- purpose: A stored result is another than its definition gives.
-- severity: stored
SELECT 'held_figures' AS name, agency_id, fiscal_year
FROM ((FROM held_figures EXCEPT ALL FROM defined_held_figures) UNION ALL (FROM defined_held_figures EXCEPT ALL FROM held_figures))
UNION
SELECT 'held_parts' AS name, agency_id, fiscal_year
FROM ((FROM held_parts EXCEPT ALL FROM defined_held_parts) UNION ALL (FROM defined_held_parts EXCEPT ALL FROM held_parts))
UNION
SELECT 'shown_scores' AS name, agency_id, fiscal_year
FROM ((FROM shown_scores EXCEPT ALL FROM defined_shown_scores) UNION ALL (FROM defined_shown_scores EXCEPT ALL FROM shown_scores))
UNION
SELECT 'shown_totals' AS name, agency_id, fiscal_year
FROM ((FROM shown_totals EXCEPT ALL FROM defined_shown_totals) UNION ALL (FROM defined_shown_totals EXCEPT ALL FROM shown_totals))
UNION
SELECT 'agency_years' AS name, agency_id, fiscal_year
FROM ((FROM agency_years EXCEPT ALL FROM defined_agency_years) UNION ALL (FROM defined_agency_years EXCEPT ALL FROM agency_years))
UNION
SELECT 'indicator_results' AS name, agency_id, fiscal_year
FROM ((FROM indicator_results EXCEPT ALL FROM defined_indicator_results) UNION ALL (FROM defined_indicator_results EXCEPT ALL FROM indicator_results))
UNION
SELECT 'instrument_results' AS name, agency_id, fiscal_year
FROM ((FROM instrument_results EXCEPT ALL FROM defined_instrument_results) UNION ALL (FROM defined_instrument_results EXCEPT ALL FROM instrument_results))
UNION
SELECT 'total_results' AS name, agency_id, fiscal_year
FROM ((FROM total_results EXCEPT ALL FROM defined_total_results) UNION ALL (FROM defined_total_results EXCEPT ALL FROM total_results))
UNION
SELECT 'level_results' AS name, agency_id, fiscal_year
FROM ((FROM level_results EXCEPT ALL FROM defined_level_results) UNION ALL (FROM defined_level_results EXCEPT ALL FROM level_results))
UNION
SELECT 'year_figures' AS name, agency_id, fiscal_year
FROM ((FROM year_figures EXCEPT ALL FROM defined_year_figures) UNION ALL (FROM defined_year_figures EXCEPT ALL FROM year_figures))
ORDER BY name, agency_id, fiscal_year;
