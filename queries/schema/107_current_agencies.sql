-- purpose: Agencies as they are named now: by the latest correction that is not undone, else as they were added.
-- grain: one row an agency
CREATE OR REPLACE VIEW current_agencies AS
WITH latest AS (
    FROM agency_revisions
    SEMI JOIN (FROM current_parts WHERE part = 'name') AS parts USING (agency_id, import_no)
)

SELECT
    agencies.agency_id,
    coalesce(latest.name_th, agencies.name_th) AS name_th,
    CASE WHEN coalesce(latest.name_th = agencies.name_th, TRUE) THEN agencies.name_en END AS name_en,
    coalesce(latest.kind, agencies.kind) AS kind,
    CASE WHEN latest.import_no IS NULL THEN agencies.district ELSE latest.district END AS district,
    CASE WHEN latest.import_no IS NULL THEN agencies.province ELSE latest.province END AS province,
    agencies.role,
    agencies.source
FROM agencies
LEFT JOIN latest USING (agency_id);
