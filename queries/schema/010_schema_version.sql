-- purpose: The version of this schema that the file holds; one row.
CREATE TABLE IF NOT EXISTS schema_version (
    version INTEGER
);
