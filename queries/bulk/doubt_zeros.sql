-- purpose: Years of which several scores are 0, and years whose scores are all the same.
-- param zeros INTEGER: so many scores of 0 are doubted
-- param equals INTEGER: so many equal scores are no chance
INSERT INTO bulk_doubts
WITH years AS (
    SELECT
        agency_id, fiscal_year, min(rowid) AS place, count(*) AS scores, count(*) FILTER (WHERE score = 0) AS zeros,
        min(score) AS lowest, max(score) AS highest
    FROM bulk_scores
    GROUP BY agency_id, fiscal_year
)

SELECT 'many-zeros', 'scores', agency_id, fiscal_year, place
FROM years
WHERE zeros >= $zeros
UNION ALL
SELECT 'all-equal', 'scores', agency_id, fiscal_year, place
FROM years
WHERE scores >= $equals AND lowest = highest AND highest > 0;
