-- purpose: What each import holds and whether it is current, as stored by the write that changed it; `defined_held_parts` is its definition.
-- note: refreshed by ita/store/results.py in the same transaction; no backup holds it.
CREATE TABLE IF NOT EXISTS held_parts (
    import_no BIGINT,
    agency_id VARCHAR,
    fiscal_year INTEGER,
    origin VARCHAR,
    part VARCHAR,
    is_current BOOLEAN,
    superseded BOOLEAN
);
