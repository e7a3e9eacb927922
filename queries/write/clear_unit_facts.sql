-- purpose: Empty unit_facts, before it is filled from a backup in the same transaction.
DELETE FROM unit_facts;
