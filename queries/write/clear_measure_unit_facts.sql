-- purpose: Empty measure_unit_facts, before it is filled from a backup in the same transaction.
DELETE FROM measure_unit_facts;
