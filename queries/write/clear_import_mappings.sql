-- purpose: Empty import_mappings before a restore fills it in the same transaction.
DELETE FROM import_mappings;
