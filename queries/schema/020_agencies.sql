-- purpose: Public bodies and averages over many; text slugs as ids. Rows with role own are a user's and never replaced.
CREATE TABLE IF NOT EXISTS agencies (
    agency_id VARCHAR,
    name_th VARCHAR,
    name_en VARCHAR,
    kind VARCHAR,
    district VARCHAR,
    province VARCHAR,
    role VARCHAR,
    source VARCHAR
);
