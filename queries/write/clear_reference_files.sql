-- purpose: Empty reference_files before it is filled again in the same transaction.
DELETE FROM reference_files;
