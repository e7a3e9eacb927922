-- purpose: Bring shipped agencies up to date; rows that a user owns are left as they are.
-- param rows STRUCT[]: columns of agencies
MERGE INTO agencies
USING (SELECT unnest($rows, recursive := TRUE)) AS shipped
ON agencies.agency_id = shipped.agency_id
WHEN MATCHED AND agencies.role <> 'own' THEN UPDATE SET
    name_th = shipped.name_th,
    name_en = shipped.name_en,
    kind = shipped.kind,
    district = shipped.district,
    province = shipped.province,
    role = shipped.role,
    source = shipped.source
WHEN NOT MATCHED THEN INSERT (agency_id, name_th, name_en, kind, district, province, role, source)
    VALUES (
        shipped.agency_id,
        shipped.name_th,
        shipped.name_en,
        shipped.kind,
        shipped.district,
        shipped.province,
        shipped.role,
        shipped.source
    );
