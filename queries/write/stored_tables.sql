-- purpose: The tables that the file holds, with the statement that makes each.
SELECT table_name, sql
FROM duckdb_tables()
WHERE database_name = current_database() AND schema_name = 'main' AND NOT internal AND NOT temporary
ORDER BY table_name;
