-- purpose: Empty rating_levels before it is filled again in the same transaction.
DELETE FROM rating_levels;
