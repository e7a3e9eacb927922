-- purpose: What was noticed when an import was read.
-- param import_id VARCHAR: import id
-- column issue_no INTEGER NOT NULL: from 1
-- column rule VARCHAR NOT NULL: rule id
-- column severity VARCHAR NOT NULL: error, warning or notice
-- column params VARCHAR NOT NULL: values of the fields of its words, as JSON
-- column file_name VARCHAR: file
-- column place_table INTEGER: table or sheet of the file
-- column place_row INTEGER: row of the table
-- column place_column INTEGER: column of the table
-- column sheet VARCHAR: name of the sheet; null where the file is no workbook
-- column place_page INTEGER: page; null where the file is no PDF
-- column variant VARCHAR NOT NULL: which of the wordings of the rule; empty where it has one
-- column old_text VARCHAR: the text of an earlier version, where no wording of today is known to be it; else null
-- grain: one row an issue
-- order: issue_no
SELECT
    issues.issue_no,
    issues.rule,
    issues.severity,
    issues.params,
    imports.file_name,
    issues.place_table,
    issues.place_row,
    issues.place_column,
    sheets.sheet,
    pages.page AS place_page,
    coalesce(issues.variant, '') AS variant,
    issues.old_text
FROM import_issues AS issues
INNER JOIN imports USING (import_no)
LEFT JOIN import_sheets AS sheets ON sheets.import_no = issues.import_no AND sheets.sheet_no = issues.place_table
LEFT JOIN import_pages AS pages ON pages.import_no = issues.import_no AND pages.table_no = issues.place_table
WHERE imports.import_id = $import_id
ORDER BY issues.issue_no;
