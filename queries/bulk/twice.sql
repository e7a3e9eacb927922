-- purpose: Figures that the rows that wait hold more than once for one agency and year, each with its first two places.
-- param most INTEGER: so many are listed
-- column part VARCHAR: questions, scores or totals
-- column agency_id VARCHAR: agency
-- column fiscal_year INTEGER: score year
-- column item VARCHAR: question code or number of the indicator; null for a total
-- column first BIGINT: the first row that has it
-- column second BIGINT: the second one
-- column found BIGINT: how many figures there are more than once
-- grain: one row a figure
-- order: part, second
WITH repeated AS (
    SELECT 'questions' AS part, agency_id, fiscal_year, code AS item, list_sort(list(rowid)) AS places
    FROM bulk_questions
    GROUP BY agency_id, fiscal_year, code
    HAVING count(*) > 1
    UNION ALL
    SELECT 'scores' AS part, agency_id, fiscal_year, indicator_no::VARCHAR AS item, list_sort(list(rowid)) AS places
    FROM bulk_scores
    GROUP BY agency_id, fiscal_year, indicator_no
    HAVING count(*) > 1
    UNION ALL
    SELECT 'totals' AS part, agency_id, fiscal_year, NULL::VARCHAR AS item, list_sort(list(rowid)) AS places
    FROM bulk_totals
    GROUP BY agency_id, fiscal_year
    HAVING count(*) > 1
)

SELECT part, agency_id, fiscal_year, item, places[1] AS first, places[2] AS second, count(*) OVER () AS found
FROM repeated
ORDER BY part, second
LIMIT $most;
