-- purpose: Levels by span of fiscal years, 1 = best (reference data, replaced whole by build).
CREATE TABLE IF NOT EXISTS rating_levels (
    fiscal_year_from INTEGER,
    fiscal_year_to INTEGER,
    level_order INTEGER,
    level_th VARCHAR,
    min_total DECIMAL(5, 2),
    min_each_instrument DECIMAL(5, 2),
    source VARCHAR,
    certainty VARCHAR
);
