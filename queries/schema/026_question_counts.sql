-- purpose: How many questions each instrument has in a year, null where not known (reference data).
CREATE TABLE IF NOT EXISTS question_counts (
    fiscal_year INTEGER,
    iit INTEGER,
    eit INTEGER,
    oit INTEGER,
    certainty VARCHAR,
    source VARCHAR
);
