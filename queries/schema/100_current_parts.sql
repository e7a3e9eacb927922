-- purpose: The import that counts for each part of what imports bring: the latest one that is not undone replaces the earlier ones whole.
-- grain: one row a part, and of it an agency, and where these tell it apart score year, origin and indicator
-- note: the one place that says so; what is read of a part is named beside it (`current_origins`, `current_reports` ...).
-- note: parts are result (scores and total together), questions, report, target (of one indicator; null = the total) and name.
CREATE OR REPLACE VIEW current_parts AS
WITH given AS (
    SELECT 'result' AS part, agency_id, fiscal_year, origin, NULL::INTEGER AS indicator_no, import_no
    FROM held_figures
    WHERE scores + totals > 0
    UNION ALL
    SELECT 'questions' AS part, agency_id, fiscal_year, origin, NULL::INTEGER AS indicator_no, import_no
    FROM held_figures
    WHERE questions > 0
    UNION ALL
    SELECT 'report' AS part, agency_id, fiscal_year, NULL::VARCHAR AS origin, NULL::INTEGER AS indicator_no, import_no
    FROM imports
    WHERE kind = 'report'
    UNION ALL
    SELECT 'target' AS part, agency_id, fiscal_year, NULL::VARCHAR AS origin, indicator_no, import_no
    FROM target_facts
    UNION ALL
    SELECT 'name' AS part, agency_id, NULL::INTEGER AS fiscal_year, NULL::VARCHAR AS origin, NULL::INTEGER AS indicator_no, import_no
    FROM agency_revisions
)

SELECT part, agency_id, fiscal_year, origin, indicator_no, max(import_no) AS import_no
FROM given
SEMI JOIN current_imports USING (import_no)
GROUP BY part, agency_id, fiscal_year, origin, indicator_no;
