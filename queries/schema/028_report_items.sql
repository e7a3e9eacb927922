-- purpose: The disclosure items that ask for the report and its progress report (reference data).
CREATE TABLE IF NOT EXISTS report_items (
    fiscal_year INTEGER,
    plan_item VARCHAR,
    progress_item VARCHAR,
    plan_title_th VARCHAR,
    certainty VARCHAR,
    source VARCHAR
);
