-- purpose: Corrections of a town's name, kind and place, append-only: the name of before is never lost, and undo brings it back.
CREATE TABLE IF NOT EXISTS agency_revisions (
    import_no BIGINT,
    agency_id VARCHAR,
    name_th VARCHAR,
    kind VARCHAR,
    district VARCHAR,
    province VARCHAR
);
