-- purpose: Rows of import_issues.
-- param rows STRUCT[]: one struct a row
INSERT INTO import_issues BY NAME
SELECT
    r.import_no::BIGINT AS import_no,
    r.issue_no::INTEGER AS issue_no,
    r.rule::VARCHAR AS rule,
    r.severity::VARCHAR AS severity,
    r.text::VARCHAR AS text,
    r.params::VARCHAR AS params,
    r.place_table::INTEGER AS place_table,
    r.place_row::INTEGER AS place_row,
    r.place_column::INTEGER AS place_column
FROM (SELECT unnest($rows) AS r);
