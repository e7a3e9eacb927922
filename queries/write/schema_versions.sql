-- purpose: The versions of the schema that the file has had.
SELECT version FROM schema_versions ORDER BY version;
