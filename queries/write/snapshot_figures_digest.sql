-- purpose: The SHA-256 of the figures of a snapshot as they are stored.
-- param snapshot_no BIGINT: number of the snapshot
SELECT figures_sha256 FROM snapshot_digests WHERE snapshot_no = $snapshot_no;
