-- purpose: A fact belongs to no import.
-- severity: error
-- param first_import BIGINT: number of the first import to look at
-- param last_import BIGINT: number of the last import to look at
WITH facts AS (
    SELECT 'indicator_score_facts' AS name, import_no FROM indicator_score_facts
    UNION ALL
    SELECT 'total_facts' AS name, import_no FROM total_facts
    UNION ALL
    SELECT 'plan_facts' AS name, import_no FROM plan_facts
    UNION ALL
    SELECT 'measure_facts' AS name, import_no FROM measure_facts
    UNION ALL
    SELECT 'step_facts' AS name, import_no FROM step_facts
    UNION ALL
    SELECT 'unit_facts' AS name, import_no FROM unit_facts
    UNION ALL
    SELECT 'plan_question_facts' AS name, import_no FROM plan_question_facts
    UNION ALL
    SELECT 'question_unit_facts' AS name, import_no FROM question_unit_facts
    UNION ALL
    SELECT 'measure_unit_facts' AS name, import_no FROM measure_unit_facts
    UNION ALL
    SELECT 'question_score_facts' AS name, import_no FROM question_score_facts
    UNION ALL
    SELECT 'target_facts' AS name, import_no FROM target_facts
    UNION ALL
    SELECT 'stated_instruments' AS name, import_no FROM stated_instruments
    UNION ALL
    SELECT 'stated_indicators' AS name, import_no FROM stated_indicators
    UNION ALL
    SELECT 'stated_levels' AS name, import_no FROM stated_levels
    UNION ALL
    SELECT 'assumption_facts' AS name, import_no FROM assumption_facts
    UNION ALL
    SELECT 'instrument_score_facts' AS name, import_no FROM instrument_score_facts
    UNION ALL
    SELECT 'import_sheets' AS name, import_no FROM import_sheets
    UNION ALL
    SELECT 'import_pages' AS name, import_no FROM import_pages
    UNION ALL
    SELECT 'import_mappings' AS name, import_no FROM import_mappings
    UNION ALL
    SELECT 'raw_cells' AS name, import_no FROM raw_cells
    UNION ALL
    SELECT 'import_issues' AS name, import_no FROM import_issues
    UNION ALL
    SELECT 'import_people' AS name, import_no FROM import_people
    UNION ALL
    SELECT 'undos' AS name, import_no FROM undos
)

SELECT name, import_no
FROM facts
ANTI JOIN imports USING (import_no)
WHERE import_no BETWEEN $first_import AND $last_import OR import_no IS NULL
ORDER BY ALL;
