-- purpose: Changes of rules that limit comparison across a year (reference data, replaced whole by build).
CREATE TABLE IF NOT EXISTS breaks (
    fiscal_year INTEGER,
    affects VARCHAR,
    what_th VARCHAR,
    what_en VARCHAR,
    comparable VARCHAR,
    certainty VARCHAR,
    source VARCHAR
);
