-- purpose: An import holds two scores of one agency, year and question.
-- severity: error
-- param first_import BIGINT: number of the first import to look at
-- param last_import BIGINT: number of the last import to look at
-- note: codes set bits by their number, for each letter; only where there are fewer bits than codes can one be there twice.
WITH crowded AS (
    SELECT import_no, agency_id, fiscal_year
    FROM (
        SELECT *, least(coalesce(try_cast(substr(code, 2) AS UTINYINT), 0), 63)::UBIGINT AS code_no
        FROM question_score_facts
        WHERE import_no BETWEEN $first_import AND $last_import
    )
    GROUP BY import_no, agency_id, fiscal_year
    HAVING
        count(*) > coalesce(bit_count(bit_or(1::UBIGINT << code_no) FILTER (WHERE code < 'f'))::INTEGER, 0)
        + coalesce(bit_count(bit_or(1::UBIGINT << code_no) FILTER (WHERE code BETWEEN 'f' AND 'j'))::INTEGER, 0)
        + coalesce(bit_count(bit_or(1::UBIGINT << code_no) FILTER (WHERE code > 'j'))::INTEGER, 0)
)

SELECT import_no, agency_id, fiscal_year, code
FROM question_score_facts
SEMI JOIN current_imports USING (import_no)
SEMI JOIN crowded USING (import_no, agency_id, fiscal_year)
WHERE import_no BETWEEN $first_import AND $last_import
GROUP BY ALL
HAVING count(*) > 1
ORDER BY ALL;
