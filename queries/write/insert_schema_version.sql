-- purpose: A version of the schema, once.
-- param version INTEGER: version of the schema in queries/schema
-- param applied_at TIMESTAMP: UTC
-- param app_version VARCHAR: version of the program
INSERT INTO schema_versions (version, applied_at, app_version)
SELECT $version, $applied_at, $app_version WHERE NOT EXISTS (FROM schema_versions WHERE version >= $version);
