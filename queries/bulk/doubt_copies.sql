-- purpose: Years whose scores equal those of another year in everything: an earlier one of the files, or a stored one.
-- note: what the files hold of a year goes before what is stored of it.
-- param equals INTEGER: so many equal scores are no chance
INSERT INTO bulk_doubts
WITH years AS (
    SELECT agency_id, fiscal_year, figures AS scores, place
    FROM bulk_groups
    WHERE part = 'scores' AND figures >= $equals
),

others AS (
    SELECT agency_id, fiscal_year, indicator_no, score, TRUE AS in_files
    FROM bulk_scores
    UNION ALL
    SELECT agency_id, fiscal_year, indicator_no, score, FALSE AS in_files
    FROM shown_scores
    SEMI JOIN years USING (agency_id)
    ANTI JOIN (FROM bulk_groups WHERE part IN ('scores', 'totals')) AS given USING (agency_id, fiscal_year)
),

equal AS (
    SELECT scores.agency_id, scores.fiscal_year, others.fiscal_year AS other_year, count(*) AS equals
    FROM bulk_scores AS scores
    INNER JOIN others
        ON others.agency_id = scores.agency_id
        AND others.indicator_no = scores.indicator_no
        AND others.score = scores.score
        AND others.fiscal_year <> scores.fiscal_year
    WHERE others.fiscal_year < scores.fiscal_year OR NOT others.in_files
    GROUP BY scores.agency_id, scores.fiscal_year, others.fiscal_year
)

SELECT 'copy-of-year', 'scores', years.agency_id, years.fiscal_year, years.place
FROM years
SEMI JOIN equal
    ON equal.agency_id = years.agency_id AND equal.fiscal_year = years.fiscal_year AND equal.equals = years.scores;
