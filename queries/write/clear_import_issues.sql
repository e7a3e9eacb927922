-- purpose: Empty import_issues, before it is filled from a backup in the same transaction.
DELETE FROM import_issues;
