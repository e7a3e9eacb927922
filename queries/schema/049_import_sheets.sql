-- purpose: Names of the sheets of an imported workbook; the place_table of its facts and issues is sheet_no.
CREATE TABLE IF NOT EXISTS import_sheets (
    import_no BIGINT,
    sheet_no INTEGER,
    sheet VARCHAR
);
