-- purpose: Empty step_facts, before it is filled from a backup in the same transaction.
DELETE FROM step_facts;
