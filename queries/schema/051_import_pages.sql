-- purpose: Pages on which the tables of an imported PDF stand; the place_table of its facts and issues is table_no.
CREATE TABLE IF NOT EXISTS import_pages (
    import_no BIGINT,
    table_no INTEGER,
    page INTEGER
);
