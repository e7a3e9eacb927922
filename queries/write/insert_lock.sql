-- purpose: The lock row, once.
INSERT INTO write_lock SELECT 1, 0 WHERE NOT EXISTS (FROM write_lock);
