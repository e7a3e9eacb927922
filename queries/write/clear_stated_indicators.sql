-- purpose: Empty stated_indicators, before it is filled from a backup in the same transaction.
DELETE FROM stated_indicators;
