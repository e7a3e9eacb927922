-- purpose: What a report says of an indicator, append-only: one row an import and indicator.
CREATE TABLE IF NOT EXISTS plan_facts (
    import_no BIGINT,
    agency_id VARCHAR,
    fiscal_year INTEGER,
    plan_year INTEGER,
    indicator_no INTEGER,
    question_code VARCHAR,
    question VARCHAR,
    question_score DECIMAL(5, 2),
    question_score_basis VARCHAR,
    analysis VARCHAR,
    rationale VARCHAR,
    starts_on DATE,
    ends_on DATE,
    period_text VARCHAR,
    place_table INTEGER,
    place_row INTEGER,
    place_column INTEGER,
    strengths VARCHAR
);
