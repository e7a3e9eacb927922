-- purpose: The versions of this schema that the file has had, append-only; the highest is the one it holds.
CREATE TABLE IF NOT EXISTS schema_versions (
    version INTEGER,
    applied_at TIMESTAMP,
    app_version VARCHAR
);
