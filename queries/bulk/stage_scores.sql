-- purpose: Read the indicator scores of a file; its order is kept, so that a row's id tells its place.
-- param file_no INTEGER: number of the file, from 1
INSERT INTO bulk_scores
SELECT $file_no, agency_id, fiscal_year, CASE WHEN length(item) <= 2 THEN try_cast(item AS INTEGER) END, score
FROM bulk_cells;
