-- purpose: The target that counts: the last one set and not undone, by agency, year and indicator (null = the total).
-- grain: one row an agency, fiscal year and indicator
CREATE OR REPLACE VIEW current_targets AS
SELECT facts.*, imports.imported_at AS set_at, imports.import_id
FROM target_facts AS facts
INNER JOIN current_imports AS imports USING (import_no)
QUALIFY row_number() OVER (
    PARTITION BY facts.agency_id, facts.fiscal_year, facts.indicator_no ORDER BY facts.import_no DESC
) = 1;
