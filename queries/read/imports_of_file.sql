-- purpose: Imports of the same bytes, undone ones included.
-- param sha256 VARCHAR: SHA-256 of the bytes, hexadecimal
-- column import_no BIGINT: number
-- column import_id VARCHAR: id
-- column agency_id VARCHAR: agency
-- column undone BOOLEAN: whether it was taken back
-- grain: one row an import
-- order: import_no
SELECT imports.import_no, imports.import_id, imports.agency_id, undos.import_no IS NOT NULL AS undone
FROM imports
LEFT JOIN undos USING (import_no)
WHERE imports.sha256 = $sha256
ORDER BY imports.import_no;
