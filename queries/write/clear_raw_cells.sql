-- purpose: Empty raw_cells, before it is filled from a backup in the same transaction.
DELETE FROM raw_cells;
