-- purpose: The questions of an indicator that a report takes up several of, append-only, in its order; one alone is in plan_facts.
CREATE TABLE IF NOT EXISTS plan_question_facts (
    import_no BIGINT,
    agency_id VARCHAR,
    fiscal_year INTEGER,
    indicator_no INTEGER,
    question_no INTEGER,
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
    place_column INTEGER
);
