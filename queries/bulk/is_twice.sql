-- purpose: Whether the rows that wait hold a figure more than once; `twice` then tells which, and where.
-- column is_twice BOOLEAN: whether one is there more than once
-- grain: one row
SELECT
    EXISTS (FROM bulk_groups WHERE is_crowded AND part <> 'questions')
    OR EXISTS (
        SELECT 1
        FROM bulk_questions
        SEMI JOIN (FROM bulk_groups WHERE is_crowded AND part = 'questions') AS crowded USING (agency_id, fiscal_year)
        GROUP BY agency_id, fiscal_year, code
        HAVING count(*) > 1
    ) AS is_twice
ORDER BY is_twice;
