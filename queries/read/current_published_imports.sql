-- purpose: Imports of shipped published figures that count.
-- column import_no BIGINT NOT NULL: number
-- column import_id VARCHAR NOT NULL: id
-- grain: one row an import
-- order: import_no
SELECT import_no, import_id
FROM current_imports
WHERE kind = 'published'
ORDER BY import_no;
