-- purpose: Where the question scores of bulk files wait for their checks, in the order of the files.
CREATE OR REPLACE TEMP TABLE bulk_questions (
    file_no INTEGER,
    agency_id VARCHAR,
    fiscal_year INTEGER,
    code VARCHAR,
    score DECIMAL(5, 2)
);
