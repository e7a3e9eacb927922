-- purpose: The first day of a measure that has a period of its own.
ALTER TABLE measure_facts ADD COLUMN IF NOT EXISTS starts_on DATE;
