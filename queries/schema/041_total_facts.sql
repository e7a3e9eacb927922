-- purpose: Totals and levels as published or typed, append-only: one row an import and natural key (agency, year).
CREATE TABLE IF NOT EXISTS total_facts (
    import_no BIGINT,
    agency_id VARCHAR,
    fiscal_year INTEGER,
    total DECIMAL(5, 2),
    level_th VARCHAR,
    agencies INTEGER,
    passed_85 INTEGER,
    origin VARCHAR,
    source VARCHAR,
    place_row INTEGER
);
