-- purpose: What an authority said of an instrument without giving its score (reference data).
CREATE TABLE IF NOT EXISTS published_explanations (
    agency_id VARCHAR,
    fiscal_year INTEGER,
    instrument VARCHAR,
    bound VARCHAR,
    effect VARCHAR,
    source VARCHAR
);
