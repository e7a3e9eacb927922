-- purpose: Where each score of a question that is shown for an agency and year comes from: file and place, import, when, by whom.
-- param agency VARCHAR: agency id
-- param year INTEGER: score year (Buddhist-era fiscal year)
-- column code VARCHAR: question code
-- column score DECIMAL(5,2): the score shown, 0-100
-- column origin VARCHAR: own_result or synthetic
-- column source VARCHAR: file or page that it was taken from
-- column file_name VARCHAR: name of the imported file; null where pasted, synthetic, or left as an earlier file had it
-- column place_table INTEGER: table of the file, or number of the sheet, from 1
-- column place_row INTEGER: row, from 1
-- column place_column INTEGER: column, from 1
-- column sheet VARCHAR: name of the sheet of a workbook
-- column import_id VARCHAR: import
-- column kind VARCHAR: scores or demo
-- column imported_at TIMESTAMP: UTC
-- column person VARCHAR: who imported it, where it was said
-- column left_standing BOOLEAN: read by an earlier import, and left as it stood when this one came
-- grain: one row a question code with a score
-- order: IIT, EIT, OIT, then number of the code, code
WITH shown AS (
    SELECT *
    FROM shown_question_scores
    WHERE agency_id = $agency AND fiscal_year = $year AND origin <> 'report'
)

SELECT
    shown.code,
    shown.score,
    shown.origin,
    shown.source,
    CASE WHEN imports.file_name = shown.source THEN imports.file_name END AS file_name,
    shown.place_table,
    shown.place_row,
    shown.place_column,
    sheets.sheet,
    imports.import_id,
    imports.kind,
    imports.imported_at,
    people.person,
    EXISTS (
        SELECT 1
        FROM import_issues AS i
        WHERE
            i.import_no = shown.import_no
            AND i.rule = 'left-standing'
            AND (i.params ->> 'year')::INTEGER = $year
            AND list_contains(string_split((i.params ->> 'figures'), ', '), shown.code)
    ) AS left_standing
FROM shown
INNER JOIN imports USING (import_no)
LEFT JOIN import_sheets AS sheets
    ON sheets.import_no = shown.import_no
    AND sheets.sheet_no = shown.place_table
    AND imports.file_name = shown.source
LEFT JOIN import_people AS people ON people.import_no = shown.import_no AND people.act = 'import'
ORDER BY list_position(['i', 'e', 'o'], left(shown.code, 1)), try_cast(substr(shown.code, 2) AS INTEGER), shown.code;
