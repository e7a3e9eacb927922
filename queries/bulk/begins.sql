-- purpose: The id of the first row that waits, by part: ids follow each other from there, wherever a transaction begins them.
-- column part VARCHAR: questions, scores or totals
-- column place BIGINT: the first row's id
-- grain: one row a part that has rows
-- order: part
SELECT part, min(place) AS place
FROM bulk_groups
GROUP BY part
ORDER BY part;
