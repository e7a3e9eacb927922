-- purpose: Read the totals and levels of a file; its order is kept, so that a row's id tells its place.
-- param file_no INTEGER: number of the file, from 1
-- param longest_level INTEGER: letters that a level has at most
INSERT INTO bulk_totals
SELECT
    $file_no,
    agency_id,
    fiscal_year,
    score,
    item,
    (figure IS NOT NULL AND score IS NULL)
    OR coalesce(figure, item) IS NULL
    OR coalesce(length(item) > $longest_level OR left(item, 1) IN ('<', '>', '='), FALSE)
FROM bulk_cells;
