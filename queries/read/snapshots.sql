-- purpose: The snapshots that were taken for a meeting, newest first: name, of which years, when and by whom.
-- param agency VARCHAR: agency id; empty for all agencies
-- column snapshot_no BIGINT NOT NULL: grows by one with every snapshot
-- column name VARCHAR NOT NULL: as a person named it
-- column name_key VARCHAR NOT NULL: the name by which two of an agency are the same, without spaces, case and what nobody sees
-- column agency_id VARCHAR NOT NULL: agency
-- column agency VARCHAR NOT NULL: its name in Thai, of now
-- column agency_en VARCHAR: its name in English, where known
-- column fiscal_year INTEGER NOT NULL: score year that was presented
-- column from_year INTEGER: earlier year that it was compared with; null where with none
-- column made_at TIMESTAMP NOT NULL: UTC
-- column made_by VARCHAR: who took it, where that was said
-- column app_version VARCHAR NOT NULL: version of the program that took it
-- column schema_version INTEGER NOT NULL: version of its tables
-- column row_count BIGINT NOT NULL: rows in it
-- column byte_count BIGINT NOT NULL: size of what is kept
-- grain: one row a snapshot
-- order: snapshot_no descending
SELECT
    snapshots.snapshot_no,
    snapshots.name,
    snapshots.name_key,
    snapshots.agency_id,
    agencies.name_th AS agency,
    agencies.name_en AS agency_en,
    snapshots.fiscal_year,
    snapshots.from_year,
    snapshots.made_at,
    snapshots.made_by,
    snapshots.app_version,
    snapshots.schema_version,
    snapshots.row_count,
    snapshots.byte_count
FROM snapshots
INNER JOIN current_agencies AS agencies USING (agency_id)
WHERE $agency = '' OR snapshots.agency_id = $agency
ORDER BY snapshots.snapshot_no DESC;
