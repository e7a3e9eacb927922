-- purpose: Empty indicators before it is filled again in the same transaction.
DELETE FROM indicators;
