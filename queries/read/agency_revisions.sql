-- purpose: Corrections of an agency's name, kind and place, the latest first, each with what was there before it.
-- param agency VARCHAR: agency id; empty for all agencies
-- column import_no BIGINT NOT NULL: number of the act
-- column import_id VARCHAR NOT NULL: for undo
-- column agency_id VARCHAR NOT NULL: agency
-- column name_th VARCHAR NOT NULL: corrected name in Thai
-- column kind VARCHAR NOT NULL: corrected kind of body
-- column district VARCHAR: corrected district
-- column province VARCHAR: corrected province
-- column name_before VARCHAR NOT NULL: name before it
-- column kind_before VARCHAR NOT NULL: kind before it
-- column district_before VARCHAR: district before it
-- column province_before VARCHAR: province before it
-- column is_current BOOLEAN NOT NULL: whether the agency is named by it now
-- grain: one row a correction, undone ones included
-- order: import_no descending
WITH states AS (
    SELECT 0 AS import_no, agency_id, name_th, kind, district, province
    FROM agencies
    UNION ALL
    SELECT import_no, agency_id, name_th, kind, district, province
    FROM agency_revisions
)

SELECT
    revisions.import_no,
    imports.import_id,
    revisions.agency_id,
    revisions.name_th,
    revisions.kind,
    revisions.district,
    revisions.province,
    before.name_th AS name_before,
    before.kind AS kind_before,
    before.district AS district_before,
    before.province AS province_before,
    coalesce(current_imports.import_no IS NOT NULL AND revisions.import_no = max(current_imports.import_no) OVER (
        PARTITION BY revisions.agency_id
    ), FALSE) AS is_current
FROM agency_revisions AS revisions
INNER JOIN imports USING (import_no)
LEFT JOIN current_imports ON current_imports.import_no = revisions.import_no
INNER JOIN states AS before
    ON before.agency_id = revisions.agency_id
    AND before.import_no < revisions.import_no
    AND (before.import_no = 0 OR before.import_no IN (SELECT l.import_no FROM current_imports AS l))
WHERE $agency = '' OR revisions.agency_id = $agency
QUALIFY row_number() OVER (PARTITION BY revisions.import_no ORDER BY before.import_no DESC) = 1
ORDER BY revisions.import_no DESC;
