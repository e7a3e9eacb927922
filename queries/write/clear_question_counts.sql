-- purpose: Empty question_counts before it is filled again in the same transaction.
DELETE FROM question_counts;
