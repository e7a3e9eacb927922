-- purpose: Weights of the instruments by span of fiscal years (reference data, replaced whole by build).
CREATE TABLE IF NOT EXISTS instruments (
    fiscal_year_from INTEGER,
    fiscal_year_to INTEGER,
    instrument VARCHAR,
    name_th VARCHAR,
    name_en VARCHAR,
    weight DECIMAL(7, 6),
    source VARCHAR,
    certainty VARCHAR
);
