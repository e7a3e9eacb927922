-- purpose: One agency as it is named now.
-- param agency VARCHAR: agency id
-- column agency_id VARCHAR NOT NULL: text slug
-- column name_th VARCHAR NOT NULL: name in Thai
-- column name_en VARCHAR: name in English, where known
-- column kind VARCHAR NOT NULL: kind of body
-- column district VARCHAR: district
-- column province VARCHAR: province
-- column role VARCHAR NOT NULL: own, sample, benchmark, published or demo
-- column hidden BOOLEAN NOT NULL: true for the sample once a town of one's own exists
-- grain: one row, or none
-- order: agency_id
SELECT
    agency_id,
    name_th,
    name_en,
    kind,
    district,
    province,
    role,
    role = 'sample' AND EXISTS (FROM agencies AS mine WHERE mine.role = 'own') AS hidden
FROM current_agencies
WHERE agency_id = $agency
ORDER BY agency_id;
