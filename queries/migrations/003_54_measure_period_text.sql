-- purpose: The period of a measure that has one of its own, as written.
ALTER TABLE measure_facts ADD COLUMN IF NOT EXISTS period_text VARCHAR;
