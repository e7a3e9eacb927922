-- purpose: Empty indicator_score_facts, before it is filled from a backup in the same transaction.
DELETE FROM indicator_score_facts;
