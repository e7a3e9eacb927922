-- purpose: Files whose scores are all fractions of 100, as 0.9311 for 93.11: none above 1, and several between 0 and 1.
-- param enough INTEGER: so many between 0 and 1 are no chance
-- column part VARCHAR: questions or scores
-- column place BIGINT: the first row that holds a fraction
-- column score DECIMAL(5,2): that fraction
-- column inside BIGINT: how many lie between 0 and 1
-- grain: one row a file of fractions
-- order: part, place
WITH scored AS (
    SELECT 'questions' AS part, file_no, rowid AS row_no, score FROM bulk_questions
    UNION ALL
    SELECT 'scores' AS part, file_no, rowid AS row_no, score FROM bulk_scores
)

SELECT
    part,
    min(row_no) FILTER (WHERE score > 0 AND score < 1) AS place,
    arg_min(score, row_no) FILTER (WHERE score > 0 AND score < 1) AS score,
    count(*) FILTER (WHERE score > 0 AND score < 1) AS inside
FROM scored
GROUP BY part, file_no
HAVING max(score) <= 1 AND inside >= $enough
ORDER BY part, place;
