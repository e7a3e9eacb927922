-- purpose: The last day of a measure that has a period of its own.
ALTER TABLE measure_facts ADD COLUMN IF NOT EXISTS ends_on DATE;
