-- purpose: Empty stated_instruments, before it is filled from a backup in the same transaction.
DELETE FROM stated_instruments;
