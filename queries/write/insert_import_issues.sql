-- purpose: Rows of import_issues; an old text is only in rows of earlier versions.
-- param rows STRUCT[]: one struct a row
INSERT INTO import_issues BY NAME
SELECT
    r.import_no::BIGINT AS import_no,
    r.issue_no::INTEGER AS issue_no,
    r.rule::VARCHAR AS rule,
    r.severity::VARCHAR AS severity,
    r.params::VARCHAR AS params,
    r.place_table::INTEGER AS place_table,
    r.place_row::INTEGER AS place_row,
    r.place_column::INTEGER AS place_column,
    r.variant::VARCHAR AS variant
FROM (SELECT unnest($rows) AS r);
