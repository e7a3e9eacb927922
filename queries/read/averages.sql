-- purpose: The averages over many agencies: the nation's and those of provinces.
-- column agency_id VARCHAR NOT NULL: text slug
-- column name_th VARCHAR NOT NULL: name in Thai
-- column name_en VARCHAR: name in English, where known
-- column kind VARCHAR NOT NULL: what it is an average of
-- column province VARCHAR: province, where it is one's
-- grain: one row an average
-- order: name in Thai order, agency_id
SELECT agency_id, name_th, name_en, kind, province
FROM current_agencies
WHERE kind LIKE '%\_average' ESCAPE '\'
ORDER BY name_th COLLATE th, agency_id;
