-- purpose: A column that only the program writes holds a value that the program does not write.
-- severity: error
-- mend: Restore the latest backup.
-- param first_import BIGINT: number of the first import to look at
-- param last_import BIGINT: number of the last import to look at
-- param agencies VARCHAR[]: ids of the agencies to look at; null looks at all
WITH written AS (
    SELECT DISTINCT 'agencies' AS table_name, 'role' AS column_name, 'agency_role' AS kind_of_value, role AS value
    FROM agencies
    WHERE ($agencies IS NULL OR list_contains($agencies, agency_id))
    UNION ALL
    SELECT DISTINCT 'agencies' AS table_name, 'kind' AS column_name, 'agency_kind' AS kind_of_value, kind AS value
    FROM agencies
    WHERE ($agencies IS NULL OR list_contains($agencies, agency_id)) AND kind IS NOT NULL
    UNION ALL
    SELECT DISTINCT 'imports' AS table_name, 'kind' AS column_name, 'import_kind' AS kind_of_value, kind AS value
    FROM imports
    WHERE import_no BETWEEN $first_import AND $last_import
    UNION ALL
    SELECT DISTINCT 'import_issues' AS table_name, 'severity' AS column_name, 'severity' AS kind_of_value, severity AS value
    FROM import_issues
    WHERE import_no BETWEEN $first_import AND $last_import
    UNION ALL
    SELECT DISTINCT 'import_people' AS table_name, 'act' AS column_name, 'act' AS kind_of_value, act AS value
    FROM import_people
    WHERE import_no BETWEEN $first_import AND $last_import
    UNION ALL
    SELECT DISTINCT 'indicator_score_facts' AS table_name, 'origin' AS column_name, 'origin' AS kind_of_value, origin AS value
    FROM indicator_score_facts
    WHERE import_no BETWEEN $first_import AND $last_import
    UNION ALL
    SELECT DISTINCT 'total_facts' AS table_name, 'origin' AS column_name, 'origin' AS kind_of_value, origin AS value
    FROM total_facts
    WHERE import_no BETWEEN $first_import AND $last_import
    UNION ALL
    SELECT DISTINCT 'question_score_facts' AS table_name, 'origin' AS column_name, 'origin' AS kind_of_value, origin AS value
    FROM question_score_facts
    WHERE import_no BETWEEN $first_import AND $last_import
    UNION ALL
    SELECT DISTINCT 'instrument_score_facts' AS table_name, 'origin' AS column_name, 'origin' AS kind_of_value, origin AS value
    FROM instrument_score_facts
    WHERE import_no BETWEEN $first_import AND $last_import
    UNION ALL
    SELECT DISTINCT 'instrument_score_facts' AS table_name, 'instrument' AS column_name, 'instrument' AS kind_of_value, instrument AS value
    FROM instrument_score_facts
    WHERE import_no BETWEEN $first_import AND $last_import
    UNION ALL
    SELECT DISTINCT 'plan_facts' AS table_name, 'question_score_basis' AS column_name, 'score_basis' AS kind_of_value, question_score_basis AS value
    FROM plan_facts
    WHERE import_no BETWEEN $first_import AND $last_import AND question_score_basis IS NOT NULL
    UNION ALL
    SELECT DISTINCT 'plan_question_facts' AS table_name, 'question_score_basis' AS column_name, 'score_basis' AS kind_of_value, question_score_basis AS value
    FROM plan_question_facts WHERE import_no BETWEEN $first_import AND $last_import AND question_score_basis IS NOT NULL
    UNION ALL
    SELECT DISTINCT 'raw_cells' AS table_name, 'field' AS column_name, 'cell_field' AS kind_of_value, field AS value
    FROM raw_cells
    WHERE import_no BETWEEN $first_import AND $last_import
    UNION ALL
    SELECT DISTINCT 'instrument_score_facts' AS table_name, 'origin' AS column_name, 'origin' AS kind_of_value, origin AS value
    FROM instrument_score_facts
    WHERE import_no BETWEEN $first_import AND $last_import
    UNION ALL
    SELECT DISTINCT 'instrument_score_facts' AS table_name, 'instrument' AS column_name, 'instrument' AS kind_of_value, instrument AS value
    FROM instrument_score_facts
    WHERE import_no BETWEEN $first_import AND $last_import
    UNION ALL
    SELECT DISTINCT 'stated_instruments' AS table_name, 'instrument' AS column_name, 'instrument' AS kind_of_value, instrument AS value
    FROM stated_instruments
    WHERE import_no BETWEEN $first_import AND $last_import
    UNION ALL
    SELECT DISTINCT 'stated_indicators' AS table_name, 'instrument' AS column_name, 'instrument' AS kind_of_value, instrument AS value
    FROM stated_indicators
    WHERE import_no BETWEEN $first_import AND $last_import
    UNION ALL
    SELECT DISTINCT 'instruments' AS table_name, 'instrument' AS column_name, 'instrument' AS kind_of_value, instrument AS value
    FROM instruments
    UNION ALL
    SELECT DISTINCT 'indicators' AS table_name, 'instrument' AS column_name, 'instrument' AS kind_of_value, instrument AS value
    FROM indicators
    UNION ALL
    SELECT DISTINCT 'questions' AS table_name, 'instrument' AS column_name, 'instrument' AS kind_of_value, instrument AS value
    FROM questions
    UNION ALL
    SELECT DISTINCT 'breaks' AS table_name, 'affects' AS column_name, 'affects' AS kind_of_value, affects AS value FROM breaks
)

SELECT table_name, column_name, coalesce(value, '-') AS value
FROM written
ANTI JOIN known_values USING (kind_of_value, value)
ORDER BY ALL;
