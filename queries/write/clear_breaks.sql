-- purpose: Empty breaks before it is filled again in the same transaction.
DELETE FROM breaks;
