-- purpose: Empty agencies, before it is filled from a backup in the same transaction.
DELETE FROM agencies;
