-- purpose: The last day of a measure that has a period of its own.
ALTER TABLE measure_facts ADD COLUMN ends_on DATE;
