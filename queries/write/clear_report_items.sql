-- purpose: Empty report_items before it is filled again in the same transaction.
DELETE FROM report_items;
