-- purpose: The number of the next snapshot; asked inside the write transaction, after acquire_write_lock.
SELECT coalesce(max(snapshot_no), 0) + 1 AS snapshot_no FROM snapshots;
