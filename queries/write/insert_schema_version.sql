-- purpose: The schema's version, once.
-- param version INTEGER: version of the schema in queries/schema
INSERT INTO schema_version SELECT $version WHERE NOT EXISTS (FROM schema_version);
