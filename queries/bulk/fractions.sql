-- purpose: Files whose scores are all fractions of 100, as 0.9311 for 93.11: none above 1, and several between 0 and 1.
-- param enough INTEGER: so many between 0 and 1 are no chance
-- column part VARCHAR: questions or scores
-- column place BIGINT: the first row that holds a fraction
-- column score DECIMAL(5,2): that fraction
-- column inside BIGINT: how many lie between 0 and 1
-- grain: one row a file of fractions
-- order: part, place
SELECT
    'questions' AS part,
    min(rowid) FILTER (WHERE score > 0 AND score < 1) AS place,
    arg_min(score, rowid) FILTER (WHERE score > 0 AND score < 1) AS score,
    count(*) FILTER (WHERE score > 0 AND score < 1) AS inside
FROM bulk_questions
GROUP BY file_no
HAVING max(score) <= 1 AND inside >= $enough
UNION ALL
SELECT
    'scores' AS part,
    min(rowid) FILTER (WHERE score > 0 AND score < 1) AS place,
    arg_min(score, rowid) FILTER (WHERE score > 0 AND score < 1) AS score,
    count(*) FILTER (WHERE score > 0 AND score < 1) AS inside
FROM bulk_scores
GROUP BY file_no
HAVING max(score) <= 1 AND inside >= $enough
ORDER BY part, place;
