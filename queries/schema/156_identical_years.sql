-- purpose: Pairs of years of an agency with the same scores throughout: was one year stored under two?
-- grain: one row an agency and pair of score years, of which at least three indicators are known in both
CREATE OR REPLACE VIEW identical_years AS
SELECT
    first.agency_id,
    first.fiscal_year,
    second.fiscal_year AS other_year,
    count(*) AS compared
FROM shown_scores AS first
INNER JOIN shown_scores AS second
    ON second.agency_id = first.agency_id
    AND second.indicator_no = first.indicator_no
    AND second.fiscal_year > first.fiscal_year
GROUP BY first.agency_id, first.fiscal_year, second.fiscal_year
HAVING count(*) > 2 AND bool_and(first.score = second.score);
