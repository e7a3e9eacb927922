-- purpose: Empty published_explanations before it is filled again in the same transaction.
DELETE FROM published_explanations;
