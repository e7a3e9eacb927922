-- purpose: Store the indicator scores of a file that were checked, each with its place.
-- param import_no BIGINT: number of the import
-- param file_no INTEGER: number of the file
-- param source VARCHAR: name of the file
-- param offset BIGINT: what is added to a row's id to give its row in the file
-- param column INTEGER: column of the scores
INSERT INTO indicator_score_facts BY NAME
SELECT
    $import_no AS import_no, agency_id, fiscal_year, indicator_no, score, 'own_result' AS origin, $source AS source,
    NULL::INTEGER AS place_table, (rowid + $offset)::INTEGER AS place_row, $column AS place_column
FROM bulk_scores
WHERE file_no = $file_no;
