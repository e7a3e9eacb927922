-- purpose: Empty total_facts, before it is filled from a backup in the same transaction.
DELETE FROM total_facts;
