-- purpose: Rows of raw_cells.
-- param rows STRUCT[]: one struct a row
INSERT INTO raw_cells BY NAME
SELECT
    r.import_no::BIGINT AS import_no,
    r.indicator_no::INTEGER AS indicator_no,
    r.field::VARCHAR AS field,
    r.place_table::INTEGER AS place_table,
    r.place_row::INTEGER AS place_row,
    r.place_column::INTEGER AS place_column,
    r.text::VARCHAR AS text
FROM (SELECT unnest($rows) AS r);
