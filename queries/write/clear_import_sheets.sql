-- purpose: Empty import_sheets, before it is filled from a backup in the same transaction.
DELETE FROM import_sheets;
