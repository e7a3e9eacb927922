-- purpose: A fact names an agency that is not there.
-- severity: error
-- param first_import BIGINT: number of the first import to look at
-- param last_import BIGINT: number of the last import to look at
WITH named AS (
    SELECT agency_id FROM imports WHERE agency_id IS NOT NULL AND import_no BETWEEN $first_import AND $last_import
    UNION
    SELECT agency_id FROM imported_rows WHERE has_agency AND import_no BETWEEN $first_import AND $last_import
)

SELECT agency_id
FROM named
ANTI JOIN agencies USING (agency_id)
ORDER BY agency_id;
