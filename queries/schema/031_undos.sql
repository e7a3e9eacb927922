-- purpose: Imports undone, append-only; nothing of the import itself is deleted.
CREATE TABLE IF NOT EXISTS undos (
    import_no BIGINT,
    undone_at TIMESTAMP,
    reason VARCHAR
);
