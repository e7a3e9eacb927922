-- purpose: An import holds two scores of one agency, year and question.
-- severity: error
-- param first_import BIGINT: number of the first import to look at
-- param last_import BIGINT: number of the last import to look at
-- note: each code sets a bit of its own; only where there are fewer bits than codes can one be there twice.
WITH codes AS (
    SELECT code
    FROM question_score_facts
    WHERE import_no BETWEEN $first_import AND $last_import
    GROUP BY code
),

numbered AS (
    SELECT code, (row_number() OVER (ORDER BY code) - 1)::UBIGINT AS code_no
    FROM codes
),

bits AS (
    SELECT
        code,
        CASE WHEN code_no < 64 THEN 1::UBIGINT << code_no ELSE 0::UBIGINT END AS low,
        CASE WHEN code_no >= 64 THEN 1::UBIGINT << code_no % 64 ELSE 0::UBIGINT END AS high
    FROM numbered
),

crowded AS (
    SELECT facts.import_no, facts.agency_id, facts.fiscal_year
    FROM question_score_facts AS facts
    LEFT JOIN bits USING (code)
    WHERE facts.import_no BETWEEN $first_import AND $last_import
    GROUP BY facts.import_no, facts.agency_id, facts.fiscal_year
    HAVING count(*) > coalesce(bit_count(bit_or(bits.low))::INTEGER + bit_count(bit_or(bits.high))::INTEGER, 0)
)

SELECT import_no, agency_id, fiscal_year, code
FROM question_score_facts
SEMI JOIN current_imports USING (import_no)
SEMI JOIN crowded USING (import_no, agency_id, fiscal_year)
WHERE import_no BETWEEN $first_import AND $last_import
GROUP BY ALL
HAVING count(*) > 1
ORDER BY ALL;
