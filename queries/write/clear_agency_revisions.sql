-- purpose: Empty agency_revisions, before it is filled from a backup in the same transaction.
DELETE FROM agency_revisions;
