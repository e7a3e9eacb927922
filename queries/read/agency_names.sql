-- purpose: The names of some agencies.
-- param agencies VARCHAR: agency ids with commas between them
-- column agency_id VARCHAR NOT NULL: text slug
-- column name_th VARCHAR NOT NULL: name in Thai
-- column name_en VARCHAR: name in English, where known
-- grain: one row an agency that is known
-- order: agency_id
SELECT agency_id, name_th, name_en
FROM current_agencies
WHERE list_contains(string_split($agencies, ','), agency_id)
ORDER BY agency_id;
