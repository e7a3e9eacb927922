-- purpose: Imports of shipped published figures that count.
-- column import_no BIGINT: number
-- column import_id VARCHAR: id
-- grain: one row an import
-- order: import_no
SELECT import_no, import_id
FROM current_imports
WHERE kind = 'published'
ORDER BY import_no;
