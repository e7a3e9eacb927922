-- purpose: Where each score that is shown for an agency and year comes from: file and place, import, when and by whom.
-- param agency VARCHAR: agency id
-- param year INTEGER: score year (Buddhist-era fiscal year)
-- column indicator_no INTEGER: 1-10; null for the published or typed total
-- column score DECIMAL(5,2) NOT NULL: the score or total shown
-- column origin VARCHAR NOT NULL: own_result, report, published or synthetic
-- column source VARCHAR: file, publication or page that it was taken from
-- column file_name VARCHAR: name of the imported file; null where typed, shipped, or left as an earlier file had it
-- column place_table INTEGER: table of the file, or number of the sheet, from 1
-- column place_row INTEGER: row, from 1
-- column place_column INTEGER: column, from 1
-- column sheet VARCHAR: name of the sheet of a workbook
-- column place_page INTEGER: page of a PDF
-- column import_id VARCHAR NOT NULL: import
-- column kind VARCHAR NOT NULL: report, scores, bulk, published or demo
-- column imported_at TIMESTAMP NOT NULL: UTC
-- column person VARCHAR: who imported it, where it was said
-- column has_kept_fields BOOLEAN NOT NULL: read by an earlier import, and left as it stood when this one came
-- column read_in_import_id VARCHAR: import that read it: this one, or an earlier one whose value was kept; null where not known
-- grain: one row an indicator with a score, and one for the total where one was published or typed
-- order: indicator_no, the total last
-- note: of a total only its row is kept; its sheet is known where all that was read stands on one.
WITH only_sheets AS (
    SELECT import_no, min(sheet_no) AS sheet_no
    FROM import_sheets
    GROUP BY import_no
    HAVING count(*) = 1
),

placed AS (
    SELECT
        figures.* EXCLUDE (place_table),
        CASE WHEN figures.field = 'total' THEN only_sheets.sheet_no ELSE figures.place_table END AS place_table
    FROM shown_figures AS figures
    LEFT JOIN only_sheets ON only_sheets.import_no = figures.read_in_import_no
    WHERE figures.agency_id = $agency AND figures.fiscal_year = $year
)

SELECT
    placed.indicator_no,
    placed.score,
    placed.origin,
    placed.source,
    CASE WHEN NOT placed.is_kept THEN imports.file_name END AS file_name,
    placed.place_table,
    placed.place_row,
    placed.place_column,
    sheets.sheet,
    pages.page AS place_page,
    imports.import_id,
    imports.kind,
    imports.imported_at,
    people.person,
    placed.is_kept AS has_kept_fields,
    sources.import_id AS read_in_import_id
FROM placed
INNER JOIN imports USING (import_no)
LEFT JOIN imports AS sources ON sources.import_no = placed.read_in_import_no
LEFT JOIN import_sheets AS sheets
    ON sheets.import_no = placed.read_in_import_no AND sheets.sheet_no = placed.place_table
LEFT JOIN import_pages AS pages
    ON pages.import_no = placed.read_in_import_no AND pages.table_no = placed.place_table
LEFT JOIN import_people AS people ON people.import_no = placed.import_no AND people.act = 'import'
ORDER BY placed.indicator_no NULLS LAST;
