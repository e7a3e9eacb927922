-- purpose: What is doubted of bulk files: one row a doubt, with the rule that names it and where it stands first.
CREATE OR REPLACE TEMP TABLE bulk_doubts (
    rule VARCHAR,
    part VARCHAR,
    agency_id VARCHAR,
    fiscal_year INTEGER,
    place BIGINT
);
