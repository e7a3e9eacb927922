-- purpose: The cells of an imported report as written, markup and errors included.
CREATE TABLE IF NOT EXISTS raw_cells (
    import_no BIGINT,
    indicator_no INTEGER,
    field VARCHAR,
    place_table INTEGER,
    place_row INTEGER,
    place_column INTEGER,
    text VARCHAR
);
