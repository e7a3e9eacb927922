-- purpose: Empty import_people before a restore fills it in the same transaction.
DELETE FROM import_people;
