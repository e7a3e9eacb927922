-- purpose: Which program brought a version; not known of the first.
ALTER TABLE schema_versions ADD COLUMN app_version VARCHAR;
