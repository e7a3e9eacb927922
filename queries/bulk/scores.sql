-- purpose: Where the indicator scores of bulk files wait for their checks, in the order of the files.
CREATE OR REPLACE TEMP TABLE bulk_scores (
    file_no INTEGER,
    agency_id VARCHAR,
    fiscal_year INTEGER,
    indicator_no INTEGER,
    score DECIMAL(5, 2)
);
