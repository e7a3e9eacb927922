-- purpose: Empty plan_question_facts, before it is filled from a backup in the same transaction.
DELETE FROM plan_question_facts;
