-- purpose: Empty stated_levels, before it is filled from a backup in the same transaction.
DELETE FROM stated_levels;
