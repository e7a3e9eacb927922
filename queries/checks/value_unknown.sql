-- purpose: A column that only the program writes holds a value that the program does not write.
-- severity: error
-- param first_import BIGINT: number of the first import to look at
-- param last_import BIGINT: number of the last import to look at
-- param agencies VARCHAR[]: ids of the agencies to look at; null looks at all
SELECT DISTINCT table_name, column_name, coalesce(value, '-') AS value
FROM written_values
ANTI JOIN known_values USING (kind_of_value, value)
WHERE CASE
    WHEN import_no IS NOT NULL THEN import_no BETWEEN $first_import AND $last_import
    WHEN agency_id IS NOT NULL THEN $agencies IS NULL OR list_contains($agencies, agency_id)
    ELSE TRUE
END
ORDER BY ALL;
