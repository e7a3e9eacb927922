-- purpose: The agencies and years of the rows that wait, by part: how many figures, where the first stands, whether one may be there twice.
-- note: codes set bits by their number, a number of bits for each letter; fewer bits than codes are a sign of one that is there twice.
CREATE OR REPLACE TEMP TABLE bulk_groups AS
SELECT
    'questions' AS part, agency_id, fiscal_year, count(*) AS figures, count(score) AS known, min(rowid) AS place,
    count(*) > coalesce(bit_count(bit_or(1::UBIGINT << code_no) FILTER (WHERE code < 'f'))::INTEGER, 0)
    + coalesce(bit_count(bit_or(1::UBIGINT << code_no) FILTER (WHERE code BETWEEN 'f' AND 'j'))::INTEGER, 0)
    + coalesce(bit_count(bit_or(1::UBIGINT << code_no) FILTER (WHERE code > 'j'))::INTEGER, 0) AS is_crowded
FROM (
    SELECT *, rowid, least(coalesce(try_cast(substr(code, 2) AS UTINYINT), 0), 63)::UBIGINT AS code_no
    FROM bulk_questions
)
GROUP BY agency_id, fiscal_year
UNION ALL
SELECT
    'scores' AS part, agency_id, fiscal_year, count(*) AS figures, count(score) AS known, min(rowid) AS place,
    count(*) > count(DISTINCT indicator_no) AS is_crowded
FROM bulk_scores
GROUP BY agency_id, fiscal_year
UNION ALL
SELECT
    'totals' AS part, agency_id, fiscal_year, count(*) AS figures, count(*) FILTER (WHERE NOT is_wrong) AS known,
    min(rowid) AS place, count(*) > 1 AS is_crowded
FROM bulk_totals
GROUP BY agency_id, fiscal_year;
