-- purpose: Empty instruments before it is filled again in the same transaction.
DELETE FROM instruments;
