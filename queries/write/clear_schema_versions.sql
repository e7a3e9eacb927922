-- purpose: Empty schema_versions, before it is filled from a backup in the same transaction.
DELETE FROM schema_versions;
