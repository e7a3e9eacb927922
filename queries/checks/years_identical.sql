-- purpose: Two years of an agency have the same scores throughout: was one year stored under two?
-- severity: warning
-- mend: Compare both years with ITAS and take the wrong import back.
SELECT first.agency_id, first.fiscal_year, second.fiscal_year AS other_year
FROM shown_scores AS first
INNER JOIN shown_scores AS second
    ON second.agency_id = first.agency_id
    AND second.indicator_no = first.indicator_no
    AND second.fiscal_year > first.fiscal_year
GROUP BY first.agency_id, first.fiscal_year, second.fiscal_year
HAVING count(*) > 2 AND bool_and(first.score = second.score)
ORDER BY first.agency_id, first.fiscal_year, second.fiscal_year;
