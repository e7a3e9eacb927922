-- purpose: What a person made of a file's columns, sheets and rows, as JSON, by the shape of its tables; append-only.
CREATE TABLE IF NOT EXISTS import_mappings (
    import_no BIGINT,
    shape VARCHAR,
    mapping VARCHAR
);
