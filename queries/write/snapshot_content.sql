-- purpose: The archive of a snapshot with the SHA-256 that was stored with it.
-- param snapshot_no BIGINT: number of the snapshot
SELECT content, sha256 FROM snapshots WHERE snapshot_no = $snapshot_no;
