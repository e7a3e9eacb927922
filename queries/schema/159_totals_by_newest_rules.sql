-- purpose: What the ten scores of a year without rules would give by the newest rules that are known: for a question, never as a total.
-- grain: one row an agency and score year after the newest rules, of which all ten scores and a total are known
CREATE OR REPLACE VIEW totals_by_newest_rules AS
WITH newest AS (
    SELECT max(fiscal_year) AS rules_year FROM year_rules WHERE basis IN ('shipped', 'stated')
)

SELECT
    scores.agency_id,
    scores.fiscal_year,
    newest.rules_year,
    round(sum(rules.point_weight * scores.score), 2)::DECIMAL(5, 2) AS total_by_rules,
    any_value(published.total) AS total_published
FROM newest
INNER JOIN indicator_rules AS rules ON rules.fiscal_year = newest.rules_year
INNER JOIN shown_scores AS scores
    ON scores.indicator_no = rules.indicator_no AND scores.fiscal_year > newest.rules_year
INNER JOIN shown_totals AS published
    ON published.agency_id = scores.agency_id AND published.fiscal_year = scores.fiscal_year
ANTI JOIN year_rules AS own ON own.fiscal_year = scores.fiscal_year
WHERE published.total IS NOT NULL
GROUP BY scores.agency_id, scores.fiscal_year, newest.rules_year
HAVING count(scores.score) = (SELECT count(*) FROM indicator_rules AS r WHERE r.fiscal_year = newest.rules_year);
