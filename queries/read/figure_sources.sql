-- purpose: Where each score that is shown for an agency and year comes from: file and place, import, when and by whom.
-- param agency VARCHAR: agency id
-- param year INTEGER: score year (Buddhist-era fiscal year)
-- column indicator_no INTEGER: 1-10; null for the published or typed total
-- column score DECIMAL(5,2): the score or total shown
-- column origin VARCHAR: own_result, report, published or synthetic
-- column source VARCHAR: file, publication or page that it was taken from
-- column file_name VARCHAR: name of the imported file; null where typed, shipped, or left as an earlier file had it
-- column place_table INTEGER: table of the file, or number of the sheet, from 1
-- column place_row INTEGER: row, from 1
-- column place_column INTEGER: column, from 1
-- column sheet VARCHAR: name of the sheet of a workbook
-- column place_page INTEGER: page of a PDF
-- column import_id VARCHAR: import
-- column kind VARCHAR: report, scores, published or demo
-- column imported_at TIMESTAMP: UTC
-- column person VARCHAR: who imported it, where it was said
-- column left_standing BOOLEAN: read by an earlier import, and left as it stood when this one came
-- grain: one row an indicator with a score, and one for the total where one was published or typed
-- order: indicator_no, the total last
-- note: of a total only its row is kept; its sheet is known where all that was read stands on one.
WITH figures AS (
    SELECT indicator_no, score, origin, source, import_no, place_table, place_row, place_column
    FROM shown_scores
    WHERE agency_id = $agency AND fiscal_year = $year
    UNION ALL
    SELECT
        NULL::INTEGER AS indicator_no,
        total AS score,
        origin,
        source,
        import_no,
        (SELECT min(s.sheet_no) FROM import_sheets AS s WHERE s.import_no = t.import_no HAVING count(*) = 1) AS place_table,
        place_row,
        NULL::INTEGER AS place_column
    FROM shown_totals AS t
    WHERE agency_id = $agency AND fiscal_year = $year AND total IS NOT NULL
),

left_standing AS (
    SELECT import_no, unnest(string_split((params ->> 'figures'), ', ')) AS figure
    FROM import_issues
    WHERE rule = 'left-standing' AND (params ->> 'year')::INTEGER = $year
    UNION ALL
    SELECT import_no, params ->> 'number' AS figure
    FROM import_issues
    WHERE rule = 'left-standing' AND list_contains(string_split((params ->> 'fields'), ', '), 'score')
)

SELECT
    figures.indicator_no,
    figures.score,
    figures.origin,
    figures.source,
    CASE WHEN imports.file_name = figures.source THEN imports.file_name END AS file_name,
    figures.place_table,
    figures.place_row,
    figures.place_column,
    sheets.sheet,
    pages.page AS place_page,
    imports.import_id,
    imports.kind,
    imports.imported_at,
    people.person,
    EXISTS (
        SELECT 1
        FROM left_standing AS kept
        WHERE
            kept.import_no = figures.import_no
            AND kept.figure = coalesce(figures.indicator_no::VARCHAR, 'total')
    ) AS left_standing
FROM figures
INNER JOIN imports USING (import_no)
LEFT JOIN import_sheets AS sheets
    ON sheets.import_no = figures.import_no AND sheets.sheet_no = figures.place_table AND imports.file_name = figures.source
LEFT JOIN import_pages AS pages
    ON pages.import_no = figures.import_no AND pages.table_no = figures.place_table AND imports.file_name = figures.source
LEFT JOIN import_people AS people ON people.import_no = figures.import_no AND people.act = 'import'
ORDER BY figures.indicator_no NULLS LAST;
