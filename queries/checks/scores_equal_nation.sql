-- purpose: All scores of an agency and year that can be compared equal the national averages: are they its own?
-- severity: warning
SELECT scores.agency_id, scores.fiscal_year, count(*) AS compared
FROM shown_scores AS scores
INNER JOIN national_scores AS nation USING (fiscal_year, indicator_no)
INNER JOIN agencies USING (agency_id)
WHERE NOT ends_with(agencies.kind, '_average')
GROUP BY scores.agency_id, scores.fiscal_year
HAVING count(*) > 1 AND bool_and(abs(scores.score - nation.national_score) <= 0.01)
ORDER BY scores.agency_id, scores.fiscal_year;
