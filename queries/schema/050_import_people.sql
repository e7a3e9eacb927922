-- purpose: Who made an import, and who took it back, as far as it was said; append-only. Act is import or undo.
CREATE TABLE IF NOT EXISTS import_people (
    import_no BIGINT,
    act VARCHAR,
    person VARCHAR
);
