-- purpose: What was made of the latest file of a shape whose import was not undone; none where there was none.
-- param shape VARCHAR: digest of the headers of a file's tables
-- column import_id VARCHAR NOT NULL: the import by which it was remembered
-- column mapping VARCHAR NOT NULL: what was chosen, as JSON
-- column file_name VARCHAR: its file
-- column imported_at TIMESTAMP NOT NULL: when, in UTC
-- column person VARCHAR: who, as typed; null where nobody said
-- grain: at most one row
-- order: import_id
SELECT
    imports.import_id,
    mappings.mapping,
    imports.file_name,
    imports.imported_at,
    people.person
FROM import_mappings AS mappings
INNER JOIN current_imports AS imports USING (import_no)
LEFT JOIN import_people AS people ON people.import_no = imports.import_no AND people.act = 'import'
WHERE mappings.shape = $shape
QUALIFY imports.import_no = max(imports.import_no) OVER ()
ORDER BY imports.import_id;
