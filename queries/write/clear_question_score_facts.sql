-- purpose: Empty question_score_facts, before it is filled from a backup in the same transaction.
DELETE FROM question_score_facts;
