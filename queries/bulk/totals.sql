-- purpose: Where the totals and levels of bulk files wait for their checks, in the order of the files.
CREATE OR REPLACE TEMP TABLE bulk_totals (
    file_no INTEGER,
    agency_id VARCHAR,
    fiscal_year INTEGER,
    total DECIMAL(5, 2),
    level_th VARCHAR,
    is_wrong BOOLEAN
);
