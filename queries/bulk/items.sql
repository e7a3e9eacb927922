-- purpose: The question codes and indicators of the rows that wait, by part and year, with how many figures each has.
CREATE OR REPLACE TEMP TABLE bulk_items AS
SELECT 'questions' AS part, fiscal_year, code AS item, count(*) AS figures, min(rowid) AS place
FROM bulk_questions
GROUP BY fiscal_year, code
UNION ALL
SELECT 'scores' AS part, fiscal_year, indicator_no::VARCHAR AS item, count(*) AS figures, min(rowid) AS place
FROM bulk_scores
GROUP BY fiscal_year, indicator_no;
