-- purpose: The assumptions of a year that are not undone, the latest first.
-- param year INTEGER: score year
SELECT facts.import_no, imports.import_id, facts.from_year
FROM assumption_facts AS facts
INNER JOIN current_imports AS imports USING (import_no)
WHERE facts.fiscal_year = $year
ORDER BY facts.import_no DESC;
