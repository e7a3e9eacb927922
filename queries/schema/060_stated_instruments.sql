-- purpose: Weights of a year's instruments as a user states them, append-only, each with its source.
CREATE TABLE IF NOT EXISTS stated_instruments (
    import_no BIGINT,
    fiscal_year INTEGER,
    instrument VARCHAR,
    name_th VARCHAR,
    name_en VARCHAR,
    weight DECIMAL(7, 6),
    source VARCHAR
);
