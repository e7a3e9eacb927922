-- purpose: What a user has put in, newest first, undone ones included.
-- param agency VARCHAR: agency id
-- column import_no BIGINT: grows by one
-- column import_id VARCHAR: for undo
-- column kind VARCHAR: report, scores or published
-- column agency_id VARCHAR: agency
-- column agency VARCHAR: name in Thai
-- column fiscal_year INTEGER: score year; null where a file holds several
-- column file_name VARCHAR: name of the file; null where typed
-- column imported_at TIMESTAMP: UTC
-- column undone_at TIMESTAMP: UTC; null while it counts
-- column indicators BIGINT: scores in it
-- column measures BIGINT: measures in it
-- column superseded BOOLEAN: whether a later import of the same kind, agency and year stands before it
-- grain: one row an import of the agency
-- order: import_no descending
SELECT
    imports.import_no,
    imports.import_id,
    imports.kind,
    imports.agency_id,
    agencies.name_th AS agency,
    imports.fiscal_year,
    imports.file_name,
    imports.imported_at,
    undos.undone_at,
    (SELECT count(*) FROM indicator_score_facts AS s WHERE s.import_no = imports.import_no) AS indicators,
    (SELECT count(*) FROM measure_facts AS m WHERE m.import_no = imports.import_no) AS measures,
    EXISTS (
        FROM live_imports AS later
        WHERE later.kind = imports.kind AND later.agency_id = imports.agency_id
            AND later.fiscal_year = imports.fiscal_year AND later.import_no > imports.import_no
    ) AS superseded
FROM imports
INNER JOIN agencies USING (agency_id)
LEFT JOIN undos USING (import_no)
WHERE imports.agency_id = $agency AND imports.kind <> 'published'
ORDER BY imports.import_no DESC;
