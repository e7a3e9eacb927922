-- purpose: Empty question_unit_facts, before it is filled from a backup in the same transaction.
DELETE FROM question_unit_facts;
