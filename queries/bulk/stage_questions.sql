-- purpose: Read the question scores of a file; its order is kept, so that a row's id tells its place.
-- param file_no INTEGER: number of the file, from 1
INSERT INTO bulk_questions
SELECT $file_no, agency_id, fiscal_year, item, score
FROM bulk_cells;
