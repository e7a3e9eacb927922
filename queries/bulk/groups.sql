-- purpose: The agencies and years of the rows that wait, by part: how many figures, where the first stands, whether one may be there twice.
-- note: each code sets a bit of its own; fewer bits than codes are a sign of one that is there twice (beyond 128 codes, no proof).
CREATE OR REPLACE TEMP TABLE bulk_groups AS
WITH numbered AS (
    SELECT item AS code, (row_number() OVER (ORDER BY item) - 1)::UBIGINT AS code_no
    FROM bulk_items
    WHERE part = 'questions' AND item IS NOT NULL
    GROUP BY item
),

bits AS (
    SELECT
        code,
        CASE WHEN code_no < 64 THEN 1::UBIGINT << code_no ELSE 0::UBIGINT END AS low,
        CASE WHEN code_no >= 64 THEN 1::UBIGINT << code_no % 64 ELSE 0::UBIGINT END AS high
    FROM numbered
)

SELECT
    'questions' AS part, agency_id, fiscal_year, count(*) AS figures, count(score) AS known, min(bulk_questions.rowid) AS place,
    count(*) > coalesce(bit_count(bit_or(low))::INTEGER + bit_count(bit_or(high))::INTEGER, 0) AS is_crowded
FROM bulk_questions
LEFT JOIN bits USING (code)
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
