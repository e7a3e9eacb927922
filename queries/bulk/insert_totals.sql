-- purpose: Store the totals and levels of a file that were checked, each with its place.
-- param import_no BIGINT: number of the import
-- param file_no INTEGER: number of the file
-- param source VARCHAR: name of the file
-- param offset BIGINT: what is added to a row's id to give its row in the file
INSERT INTO total_facts BY NAME
SELECT
    $import_no AS import_no, agency_id, fiscal_year, total, level_th, NULL::INTEGER AS agencies,
    NULL::INTEGER AS passed_85, 'own_result' AS origin, $source AS source, (rowid + $offset)::INTEGER AS place_row
FROM bulk_totals
WHERE file_no = $file_no;
