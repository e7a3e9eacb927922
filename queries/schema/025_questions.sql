-- purpose: Questions and items of each year; a text not known is null (reference data, replaced whole by build).
CREATE TABLE IF NOT EXISTS questions (
    fiscal_year INTEGER,
    instrument VARCHAR,
    code VARCHAR,
    indicator_no INTEGER,
    sub_no INTEGER,
    text_th VARCHAR,
    sub_item_th VARCHAR,
    source VARCHAR,
    note VARCHAR,
    certainty VARCHAR
);
