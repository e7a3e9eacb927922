-- purpose: The target that counts: the last one set and not undone, by agency, year and indicator (null = the total).
-- grain: one row an agency, fiscal year and indicator
CREATE OR REPLACE VIEW current_targets AS
SELECT facts.*, imports.imported_at AS set_at, imports.import_id
FROM target_facts AS facts
INNER JOIN imports USING (import_no)
SEMI JOIN (FROM current_parts WHERE part = 'target') AS parts
    ON parts.agency_id = facts.agency_id
    AND parts.fiscal_year = facts.fiscal_year
    AND parts.indicator_no IS NOT DISTINCT FROM facts.indicator_no
    AND parts.import_no = facts.import_no;
