-- purpose: A question code is none of its year's framework, where the codes of that instrument and year are known.
-- severity: warning
WITH framework AS (
    SELECT DISTINCT fiscal_year, left(code, 1) AS letter
    FROM questions
),

named AS (
    SELECT agency_id, fiscal_year, question_code AS code
    FROM current_plan_questions
    WHERE question_code IS NOT NULL
    UNION
    SELECT agency_id, fiscal_year, code
    FROM origin_question_scores
)

SELECT named.agency_id, named.fiscal_year, named.code
FROM named
INNER JOIN framework ON framework.fiscal_year = named.fiscal_year AND framework.letter = left(named.code, 1)
ANTI JOIN questions ON questions.fiscal_year = named.fiscal_year AND questions.code = named.code
ORDER BY ALL;
