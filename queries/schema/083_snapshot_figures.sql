-- purpose: The figures that were shown when a snapshot was taken, whatever a later version makes of its rows; append-only.
CREATE TABLE IF NOT EXISTS snapshot_figures (
    snapshot_no BIGINT,
    agency_id VARCHAR,
    fiscal_year INTEGER,
    part VARCHAR,
    number INTEGER,
    figure DECIMAL(9, 2),
    words VARCHAR
);
