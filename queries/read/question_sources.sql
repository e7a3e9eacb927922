-- purpose: Where each score of a question that is shown for an agency and year comes from: file and place, import, when, by whom.
-- param agency VARCHAR: agency id
-- param year INTEGER: score year (Buddhist-era fiscal year)
-- column code VARCHAR NOT NULL: question code
-- column score DECIMAL(5,2) NOT NULL: the score shown, 0-100
-- column origin VARCHAR NOT NULL: own_result or synthetic
-- column source VARCHAR: file or page that it was taken from
-- column file_name VARCHAR: name of the imported file; null where pasted, synthetic, or left as an earlier file had it
-- column place_table INTEGER: table of the file, or number of the sheet, from 1
-- column place_row INTEGER: row, from 1
-- column place_column INTEGER: column, from 1
-- column sheet VARCHAR: name of the sheet of a workbook
-- column import_id VARCHAR NOT NULL: import
-- column kind VARCHAR NOT NULL: scores, bulk or demo
-- column imported_at TIMESTAMP NOT NULL: UTC
-- column person VARCHAR: who imported it, where it was said
-- column has_kept_fields BOOLEAN NOT NULL: read by an earlier import, and left as it stood when this one came
-- column read_in_import_id VARCHAR: import that read it: this one, or an earlier one whose value was kept; null where not known
-- grain: one row a question code with a score
-- order: IIT, EIT, OIT, then number of the code, code
WITH shown AS (
    SELECT
        scores.*,
        kept.import_no IS NOT NULL AS has_kept_fields,
        CASE WHEN kept.import_no IS NULL THEN scores.import_no ELSE kept.read_in_import_no END AS read_in_import_no
    FROM shown_question_scores AS scores
    LEFT JOIN kept_fields AS kept
        ON kept.import_no = scores.import_no
        AND kept.fiscal_year = scores.fiscal_year
        AND kept.question_code = scores.code
    WHERE scores.agency_id = $agency AND scores.fiscal_year = $year AND scores.origin <> 'report'
)

SELECT
    shown.code,
    shown.score,
    shown.origin,
    shown.source,
    CASE WHEN NOT shown.has_kept_fields THEN imports.file_name END AS file_name,
    shown.place_table,
    shown.place_row,
    shown.place_column,
    sheets.sheet,
    imports.import_id,
    imports.kind,
    imports.imported_at,
    people.person,
    shown.has_kept_fields,
    sources.import_id AS read_in_import_id
FROM shown
INNER JOIN imports ON imports.import_no = shown.import_no
LEFT JOIN imports AS sources ON sources.import_no = shown.read_in_import_no
LEFT JOIN import_sheets AS sheets
    ON sheets.import_no = shown.read_in_import_no AND sheets.sheet_no = shown.place_table
LEFT JOIN import_people AS people ON people.import_no = shown.import_no AND people.act = 'import'
ORDER BY list_position(['i', 'e', 'o'], left(shown.code, 1)), try_cast(substr(shown.code, 2) AS INTEGER), shown.code;
