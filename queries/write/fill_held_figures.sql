-- purpose: Store how many figures some imports hold, as the definition gives it; those of an agency side by side.
-- param first_import BIGINT: number of the first import
-- param last_import BIGINT: number of the last import
INSERT INTO held_figures BY NAME
SELECT *
FROM defined_held_figures
WHERE import_no BETWEEN $first_import AND $last_import
ORDER BY agency_id, fiscal_year;
