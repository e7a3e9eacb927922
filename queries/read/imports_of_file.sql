-- purpose: Imports of the same bytes, undone ones included, and whether all that each holds still counts.
-- param sha256 VARCHAR: SHA-256 of the bytes, hexadecimal
-- column import_no BIGINT NOT NULL: number
-- column import_id VARCHAR NOT NULL: id
-- column agency_id VARCHAR: agency
-- column undone BOOLEAN NOT NULL: whether it was undone
-- column is_current BOOLEAN NOT NULL: whether nothing later stands before any of its years, results and questions alike
-- column has_kept_fields BOOLEAN NOT NULL: whether it holds figures that were left as they stood, where its file has others
-- grain: one row an import
-- order: import_no
WITH wholes AS (
    SELECT parts.import_no, bool_and(parts.is_current) AS is_whole
    FROM held_parts AS parts
    SEMI JOIN (FROM imports WHERE sha256 = $sha256) AS same USING (import_no)
    GROUP BY parts.import_no
)

SELECT
    imports.import_no,
    imports.import_id,
    imports.agency_id,
    undos.import_no IS NOT NULL AS undone,
    undos.import_no IS NULL
    AND coalesce(wholes.is_whole, TRUE)
    AND (imports.kind <> 'report' OR imports.import_no IN (SELECT r.import_no FROM current_reports AS r)) AS is_current,
    EXISTS (FROM kept_fields AS k WHERE k.import_no = imports.import_no) AS has_kept_fields
FROM imports
LEFT JOIN undos USING (import_no)
LEFT JOIN wholes USING (import_no)
WHERE imports.sha256 = $sha256
ORDER BY imports.import_no;
