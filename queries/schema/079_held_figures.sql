-- purpose: How many figures each import holds of each agency, score year and origin, as stored by the write that brought them; `defined_held_figures` is its definition.
-- note: the facts of an import never change after it, so that an undo or a later import changes nothing here.
-- note: refreshed by ita/store/results.py in the same transaction; no backup holds it.
CREATE TABLE IF NOT EXISTS held_figures (
    import_no BIGINT,
    agency_id VARCHAR,
    fiscal_year INTEGER,
    origin VARCHAR,
    scores BIGINT,
    totals BIGINT,
    questions BIGINT
);
