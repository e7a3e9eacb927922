-- purpose: Empty assumption_facts, before it is filled from a backup in the same transaction.
DELETE FROM assumption_facts;
