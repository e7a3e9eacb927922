-- purpose: What is wrong with the cells of a bulk file, each wrong value once with its first row and how many cells have it.
-- param part VARCHAR: what the file holds: questions, scores or totals
-- param first INTEGER: first year that a score can be of
-- param newest INTEGER: last year that a score can be of
-- param longest_level INTEGER: letters that a level has at most
-- param most INTEGER: so many are listed
-- column field VARCHAR: agency_id, fiscal_year, item or figure
-- column fault VARCHAR: what is wrong: missing, unknown, average, demo, form, era, outside, range or decimals
-- column value VARCHAR: the cell as written; null where it is empty
-- column row_no BIGINT: the first row of the file that has it, from 1, the header not counted
-- column cells BIGINT: how many cells have it
-- column found BIGINT: how many cells are wrong in all
-- grain: one row a wrong value
-- order: row_no, field
WITH numbered AS MATERIALIZED (
    SELECT row_number() OVER () AS row_no, *
    FROM bulk_cells
),

faults AS (
    SELECT
        row_no, 'agency_id' AS field, numbered.agency_id AS value,
        CASE
            WHEN numbered.agency_id IS NULL THEN 'missing'
            WHEN agencies.agency_id IS NULL THEN 'unknown'
            WHEN ends_with(agencies.kind, '_average') THEN 'average'
            WHEN agencies.role = 'demo' THEN 'demo'
        END AS fault
    FROM numbered
    LEFT JOIN current_agencies AS agencies USING (agency_id)
    UNION ALL
    SELECT
        row_no, 'fiscal_year' AS field, year_text AS value,
        CASE
            WHEN year_text IS NULL THEN 'missing'
            WHEN fiscal_year IS NULL OR NOT regexp_full_match(year_text, '[0-9]{4}') THEN 'form'
            WHEN fiscal_year BETWEEN 1900 AND 2157 THEN 'era'
            WHEN fiscal_year NOT BETWEEN $first AND $newest THEN 'outside'
        END AS fault
    FROM numbered
    UNION ALL
    SELECT
        row_no, 'item' AS field, item AS value,
        CASE
            WHEN $part = 'totals' THEN CASE WHEN length(item) > $longest_level OR left(item, 1) IN ('<', '>', '=') THEN 'form' END
            WHEN item IS NULL THEN 'missing'
            WHEN $part = 'questions' THEN CASE WHEN NOT regexp_full_match(item, '[ieo][1-9][0-9]?') THEN 'form' END
            WHEN length(item) > 2 OR NOT coalesce(try_cast(item AS INTEGER) IN (SELECT indicator_no FROM indicators), FALSE)
                THEN 'unknown'
        END AS fault
    FROM numbered
    UNION ALL
    SELECT
        row_no, 'figure' AS field, figure AS value,
        CASE
            WHEN figure IS NULL AND $part = 'totals' THEN CASE WHEN item IS NULL THEN 'missing' END
            WHEN figure IS NULL THEN 'missing'
            WHEN score IS NOT NULL THEN NULL
            WHEN NOT regexp_full_match(figure, '-?[0-9]+(\.[0-9]+)?') THEN 'form'
            WHEN coalesce(number BETWEEN 0 AND 100, FALSE) THEN 'decimals'
            ELSE 'range'
        END AS fault
    FROM numbered
)

SELECT field, fault, value, min(row_no) AS row_no, count(*) AS cells, sum(count(*)) OVER ()::BIGINT AS found
FROM faults
WHERE fault IS NOT NULL
GROUP BY field, fault, value
ORDER BY row_no, field
LIMIT $most;
