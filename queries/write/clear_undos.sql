-- purpose: Empty undos, before it is filled from a backup in the same transaction.
DELETE FROM undos;
