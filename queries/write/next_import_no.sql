-- purpose: The number of the next import; asked inside the write transaction, after acquire_write_lock.
SELECT coalesce(max(import_no), 0) + 1 AS import_no FROM imports;
