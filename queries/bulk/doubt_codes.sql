-- purpose: Scores of codes that are no question of their year, where the codes of that instrument and year are known.
INSERT INTO bulk_doubts
WITH framework AS (
    SELECT DISTINCT fiscal_year, left(code, 1) AS letter
    FROM questions
),

unknown AS (
    SELECT items.fiscal_year, items.item AS code
    FROM bulk_items AS items
    SEMI JOIN framework ON framework.fiscal_year = items.fiscal_year AND framework.letter = left(items.item, 1)
    ANTI JOIN questions ON questions.fiscal_year = items.fiscal_year AND questions.code = items.item
    WHERE items.part = 'questions'
)

SELECT 'question-code-unknown', 'questions', agency_id, fiscal_year, rowid
FROM bulk_questions
SEMI JOIN unknown USING (fiscal_year, code);
