-- purpose: Which bytes of each shipped reference file the database was last filled from.
-- column file_name VARCHAR NOT NULL: name of the file
-- column sha256 VARCHAR NOT NULL: SHA-256 of its bytes, hexadecimal
-- grain: one row a file
-- order: file_name
SELECT file_name, sha256
FROM reference_files
ORDER BY file_name;
