-- purpose: When a version came to be; not known of the first.
ALTER TABLE schema_versions ADD COLUMN applied_at TIMESTAMP;
