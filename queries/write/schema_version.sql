-- purpose: The version of the schema that the file holds.
SELECT version FROM schema_version;
