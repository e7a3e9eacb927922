-- purpose: The year whose rules are taken for a year without rules of its own, append-only; for every agency.
CREATE TABLE IF NOT EXISTS assumption_facts (
    import_no BIGINT,
    fiscal_year INTEGER,
    from_year INTEGER
);
