-- purpose: Which indicators a year has and the instrument that measures each, as a user states them, append-only.
CREATE TABLE IF NOT EXISTS stated_indicators (
    import_no BIGINT,
    fiscal_year INTEGER,
    indicator_no INTEGER,
    instrument VARCHAR,
    source VARCHAR
);
