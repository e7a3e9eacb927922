-- purpose: Levels of a year as a user states them, 1 = best, append-only, each with its source.
CREATE TABLE IF NOT EXISTS stated_levels (
    import_no BIGINT,
    fiscal_year INTEGER,
    level_order INTEGER,
    level_th VARCHAR,
    min_total DECIMAL(5, 2),
    min_each_instrument DECIMAL(5, 2),
    source VARCHAR
);
