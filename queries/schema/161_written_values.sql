-- purpose: The values of columns that only the program writes, to be held against `known_values`.
-- grain: one row a value written; import_no and agency_id are null where the table has none
CREATE OR REPLACE VIEW written_values AS
SELECT
    'agencies' AS table_name, 'role' AS column_name, 'agency_role' AS kind_of_value, role AS value,
    NULL::BIGINT AS import_no, agency_id::VARCHAR AS agency_id
FROM agencies
UNION ALL
SELECT
    'agencies' AS table_name, 'kind' AS column_name, 'agency_kind' AS kind_of_value, kind AS value,
    NULL::BIGINT AS import_no, agency_id::VARCHAR AS agency_id
FROM agencies
WHERE kind IS NOT NULL
UNION ALL
SELECT
    'agency_revisions' AS table_name, 'kind' AS column_name, 'agency_kind' AS kind_of_value, kind AS value,
    import_no::BIGINT AS import_no, agency_id::VARCHAR AS agency_id
FROM agency_revisions
UNION ALL
SELECT
    'imports' AS table_name, 'kind' AS column_name, 'import_kind' AS kind_of_value, kind AS value,
    import_no::BIGINT AS import_no, NULL::VARCHAR AS agency_id
FROM imports
UNION ALL
SELECT
    'import_issues' AS table_name, 'severity' AS column_name, 'severity' AS kind_of_value, severity AS value,
    import_no::BIGINT AS import_no, NULL::VARCHAR AS agency_id
FROM import_issues
UNION ALL
SELECT
    'import_people' AS table_name, 'act' AS column_name, 'act' AS kind_of_value, act AS value,
    import_no::BIGINT AS import_no, NULL::VARCHAR AS agency_id
FROM import_people
UNION ALL
SELECT
    'indicator_score_facts' AS table_name, 'origin' AS column_name, 'origin' AS kind_of_value, origin AS value,
    import_no::BIGINT AS import_no, NULL::VARCHAR AS agency_id
FROM indicator_score_facts
UNION ALL
SELECT
    'total_facts' AS table_name, 'origin' AS column_name, 'origin' AS kind_of_value, origin AS value,
    import_no::BIGINT AS import_no, NULL::VARCHAR AS agency_id
FROM total_facts
UNION ALL
SELECT
    'question_score_facts' AS table_name, 'origin' AS column_name, 'origin' AS kind_of_value, origin AS value,
    import_no::BIGINT AS import_no, NULL::VARCHAR AS agency_id
FROM question_score_facts
UNION ALL
SELECT
    'instrument_score_facts' AS table_name, 'origin' AS column_name, 'origin' AS kind_of_value, origin AS value,
    import_no::BIGINT AS import_no, NULL::VARCHAR AS agency_id
FROM instrument_score_facts
UNION ALL
SELECT
    'instrument_score_facts' AS table_name, 'instrument' AS column_name, 'instrument' AS kind_of_value, instrument AS value,
    import_no::BIGINT AS import_no, NULL::VARCHAR AS agency_id
FROM instrument_score_facts
UNION ALL
SELECT
    'stated_instruments' AS table_name, 'instrument' AS column_name, 'instrument' AS kind_of_value, instrument AS value,
    import_no::BIGINT AS import_no, NULL::VARCHAR AS agency_id
FROM stated_instruments
UNION ALL
SELECT
    'stated_indicators' AS table_name, 'instrument' AS column_name, 'instrument' AS kind_of_value, instrument AS value,
    import_no::BIGINT AS import_no, NULL::VARCHAR AS agency_id
FROM stated_indicators
UNION ALL
SELECT
    'plan_facts' AS table_name, 'question_score_basis' AS column_name, 'score_basis' AS kind_of_value, question_score_basis AS value,
    import_no::BIGINT AS import_no, NULL::VARCHAR AS agency_id
FROM plan_facts
WHERE question_score_basis IS NOT NULL
UNION ALL
SELECT
    'plan_question_facts' AS table_name, 'question_score_basis' AS column_name, 'score_basis' AS kind_of_value, question_score_basis AS value,
    import_no::BIGINT AS import_no, NULL::VARCHAR AS agency_id
FROM plan_question_facts
WHERE question_score_basis IS NOT NULL
UNION ALL
SELECT
    'kept_fields' AS table_name, 'field' AS column_name, 'kept_field' AS kind_of_value, field AS value,
    import_no::BIGINT AS import_no, NULL::VARCHAR AS agency_id
FROM kept_fields
UNION ALL
SELECT
    'raw_cells' AS table_name, 'field' AS column_name, 'cell_field' AS kind_of_value, field AS value,
    import_no::BIGINT AS import_no, NULL::VARCHAR AS agency_id
FROM raw_cells
UNION ALL
SELECT
    'instruments' AS table_name, 'instrument' AS column_name, 'instrument' AS kind_of_value, instrument AS value,
    NULL::BIGINT AS import_no, NULL::VARCHAR AS agency_id
FROM instruments
UNION ALL
SELECT
    'indicators' AS table_name, 'instrument' AS column_name, 'instrument' AS kind_of_value, instrument AS value,
    NULL::BIGINT AS import_no, NULL::VARCHAR AS agency_id
FROM indicators
UNION ALL
SELECT
    'questions' AS table_name, 'instrument' AS column_name, 'instrument' AS kind_of_value, instrument AS value,
    NULL::BIGINT AS import_no, NULL::VARCHAR AS agency_id
FROM questions
UNION ALL
SELECT
    'breaks' AS table_name, 'affects' AS column_name, 'affects' AS kind_of_value, affects AS value,
    NULL::BIGINT AS import_no, NULL::VARCHAR AS agency_id
FROM breaks;
