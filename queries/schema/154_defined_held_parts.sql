-- purpose: What each import holds, by year and origin, and whether it is current: not undone and the latest; results and questions apart.
-- grain: one row an import, agency, score year, origin and part (result, questions, targets, rules or assumption)
-- note: rules and assumptions are of a year for every agency; agency and origin are null there.
-- note: a later setting of targets takes the place of those indicators only that it sets, so a part may stand in part.
CREATE OR REPLACE VIEW defined_held_parts AS
WITH parts AS (
    SELECT import_no, agency_id, fiscal_year, origin, 'result' AS part
    FROM held_figures
    WHERE scores + totals > 0
    UNION ALL
    SELECT import_no, agency_id, fiscal_year, origin, 'questions' AS part
    FROM held_figures
    WHERE questions > 0
)

SELECT
    parts.import_no,
    parts.agency_id,
    parts.fiscal_year,
    parts.origin,
    parts.part,
    coalesce(parts.import_no = latest.import_no, FALSE) AS is_current,
    coalesce(parts.import_no < latest.import_no, FALSE) AS superseded
FROM parts
LEFT JOIN current_parts AS latest USING (agency_id, fiscal_year, origin, part)
UNION ALL
SELECT
    targets.import_no,
    targets.agency_id,
    targets.fiscal_year,
    'own_result' AS origin,
    'targets' AS part,
    count(current_targets.import_no) > 0 AS is_current,
    count(current_targets.import_no) = 0 AND bool_and(current_imports.import_no IS NOT NULL) AS superseded
FROM target_facts AS targets
LEFT JOIN current_imports USING (import_no)
LEFT JOIN current_targets
    ON current_targets.import_no = targets.import_no
    AND current_targets.fiscal_year = targets.fiscal_year
    AND current_targets.indicator_no IS NOT DISTINCT FROM targets.indicator_no
GROUP BY targets.import_no, targets.agency_id, targets.fiscal_year
UNION ALL
SELECT
    given.import_no,
    NULL::VARCHAR AS agency_id,
    given.fiscal_year,
    NULL::VARCHAR AS origin,
    given.part,
    coalesce(given.import_no = rules.import_no, FALSE) AS is_current,
    coalesce(given.import_no <> rules.import_no, FALSE) AND current_imports.import_no IS NOT NULL AS superseded
FROM (
    SELECT DISTINCT import_no, fiscal_year, 'rules' AS part FROM stated_instruments
    UNION ALL
    SELECT import_no, fiscal_year, 'assumption' AS part FROM assumption_facts
) AS given
LEFT JOIN year_rules AS rules USING (fiscal_year)
LEFT JOIN current_imports ON current_imports.import_no = given.import_no;
