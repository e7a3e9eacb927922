-- purpose: Empty instrument_score_facts, before it is filled from a backup in the same transaction.
DELETE FROM instrument_score_facts;
