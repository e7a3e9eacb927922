-- purpose: Stored values that a person kept where a later file had others: what its facts hold, and the import each was read in.
-- note: of a report indicator_no and a field of it; of a result indicator_no, or question_code, and score, or else total or level.
-- note: a fact without a row here was read in its own import; read_in_import_no is null where an older version did not say.
CREATE TABLE IF NOT EXISTS kept_fields (
    import_no BIGINT,
    fiscal_year INTEGER,
    indicator_no INTEGER,
    question_code VARCHAR,
    field VARCHAR,
    read_in_import_no BIGINT
);
