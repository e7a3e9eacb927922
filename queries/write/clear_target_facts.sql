-- purpose: Empty target_facts, before it is filled from a backup in the same transaction.
DELETE FROM target_facts;
