-- purpose: The views that the file holds, with the statement that makes each, in the order in which they were made.
SELECT view_name, sql
FROM duckdb_views()
WHERE database_name = current_database() AND schema_name = 'main' AND NOT internal AND NOT temporary
ORDER BY view_oid;
