-- purpose: The ten indicators and their instruments (reference data, replaced whole by build).
CREATE TABLE IF NOT EXISTS indicators (
    indicator_no INTEGER,
    name_th VARCHAR,
    name_en VARCHAR,
    instrument VARCHAR,
    older_name_th VARCHAR,
    source VARCHAR
);
