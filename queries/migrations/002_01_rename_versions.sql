-- purpose: The one row that said the version becomes the first of a history.
ALTER TABLE schema_version RENAME TO schema_versions;
