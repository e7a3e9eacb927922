-- purpose: What each import holds, by year and origin, and whether it stands: not undone and the latest; results and questions apart.
-- grain: one row an import, agency, score year, origin and part (result or questions)
CREATE OR REPLACE VIEW import_parts AS
WITH parts AS (
    SELECT import_no, agency_id, fiscal_year, origin, 'result' AS part
    FROM indicator_score_facts
    UNION
    SELECT import_no, agency_id, fiscal_year, origin, 'result' AS part
    FROM total_facts
    UNION
    SELECT import_no, agency_id, fiscal_year, origin, 'questions' AS part
    FROM question_score_facts
),

latest AS (
    SELECT agency_id, fiscal_year, origin, part, max(import_no) AS last_import_no
    FROM parts
    SEMI JOIN live_imports USING (import_no)
    GROUP BY agency_id, fiscal_year, origin, part
)

SELECT
    parts.import_no,
    parts.agency_id,
    parts.fiscal_year,
    parts.origin,
    parts.part,
    coalesce(parts.import_no = latest.last_import_no, FALSE) AS stands,
    coalesce(parts.import_no < latest.last_import_no, FALSE) AS superseded
FROM parts
LEFT JOIN latest USING (agency_id, fiscal_year, origin, part);
