-- purpose: Empty import_pages, before it is filled from a backup in the same transaction.
DELETE FROM import_pages;
