-- purpose: Every row that an import brought, with its agency and year: what the checks of all tables look through.
-- grain: one row a stored row of a table with import_no
-- note: has_agency and has_year tell whether the table has such a column, so that what is missing there is found.
CREATE OR REPLACE VIEW imported_rows AS
SELECT
    'undos' AS table_name, import_no, NULL::VARCHAR AS agency_id, NULL::INTEGER AS fiscal_year,
    FALSE AS has_agency, FALSE AS has_year
FROM undos
UNION ALL
SELECT
    'import_issues' AS table_name, import_no, NULL::VARCHAR AS agency_id, NULL::INTEGER AS fiscal_year,
    FALSE AS has_agency, FALSE AS has_year
FROM import_issues
UNION ALL
SELECT
    'kept_fields' AS table_name, import_no, NULL::VARCHAR AS agency_id, fiscal_year,
    FALSE AS has_agency, TRUE AS has_year
FROM kept_fields
UNION ALL
SELECT
    'indicator_score_facts' AS table_name, import_no, agency_id, fiscal_year,
    TRUE AS has_agency, TRUE AS has_year
FROM indicator_score_facts
UNION ALL
SELECT
    'total_facts' AS table_name, import_no, agency_id, fiscal_year,
    TRUE AS has_agency, TRUE AS has_year
FROM total_facts
UNION ALL
SELECT
    'plan_facts' AS table_name, import_no, agency_id, fiscal_year,
    TRUE AS has_agency, TRUE AS has_year
FROM plan_facts
UNION ALL
SELECT
    'measure_facts' AS table_name, import_no, agency_id, fiscal_year,
    TRUE AS has_agency, TRUE AS has_year
FROM measure_facts
UNION ALL
SELECT
    'step_facts' AS table_name, import_no, agency_id, fiscal_year,
    TRUE AS has_agency, TRUE AS has_year
FROM step_facts
UNION ALL
SELECT
    'unit_facts' AS table_name, import_no, agency_id, fiscal_year,
    TRUE AS has_agency, TRUE AS has_year
FROM unit_facts
UNION ALL
SELECT
    'raw_cells' AS table_name, import_no, NULL::VARCHAR AS agency_id, NULL::INTEGER AS fiscal_year,
    FALSE AS has_agency, FALSE AS has_year
FROM raw_cells
UNION ALL
SELECT
    'question_score_facts' AS table_name, import_no, agency_id, fiscal_year,
    TRUE AS has_agency, TRUE AS has_year
FROM question_score_facts
UNION ALL
SELECT
    'target_facts' AS table_name, import_no, agency_id, fiscal_year,
    TRUE AS has_agency, TRUE AS has_year
FROM target_facts
UNION ALL
SELECT
    'import_sheets' AS table_name, import_no, NULL::VARCHAR AS agency_id, NULL::INTEGER AS fiscal_year,
    FALSE AS has_agency, FALSE AS has_year
FROM import_sheets
UNION ALL
SELECT
    'import_people' AS table_name, import_no, NULL::VARCHAR AS agency_id, NULL::INTEGER AS fiscal_year,
    FALSE AS has_agency, FALSE AS has_year
FROM import_people
UNION ALL
SELECT
    'import_pages' AS table_name, import_no, NULL::VARCHAR AS agency_id, NULL::INTEGER AS fiscal_year,
    FALSE AS has_agency, FALSE AS has_year
FROM import_pages
UNION ALL
SELECT
    'import_mappings' AS table_name, import_no, NULL::VARCHAR AS agency_id, NULL::INTEGER AS fiscal_year,
    FALSE AS has_agency, FALSE AS has_year
FROM import_mappings
UNION ALL
SELECT
    'plan_question_facts' AS table_name, import_no, agency_id, fiscal_year,
    TRUE AS has_agency, TRUE AS has_year
FROM plan_question_facts
UNION ALL
SELECT
    'question_unit_facts' AS table_name, import_no, agency_id, fiscal_year,
    TRUE AS has_agency, TRUE AS has_year
FROM question_unit_facts
UNION ALL
SELECT
    'measure_unit_facts' AS table_name, import_no, agency_id, fiscal_year,
    TRUE AS has_agency, TRUE AS has_year
FROM measure_unit_facts
UNION ALL
SELECT
    'stated_instruments' AS table_name, import_no, NULL::VARCHAR AS agency_id, fiscal_year,
    FALSE AS has_agency, TRUE AS has_year
FROM stated_instruments
UNION ALL
SELECT
    'stated_indicators' AS table_name, import_no, NULL::VARCHAR AS agency_id, fiscal_year,
    FALSE AS has_agency, TRUE AS has_year
FROM stated_indicators
UNION ALL
SELECT
    'stated_levels' AS table_name, import_no, NULL::VARCHAR AS agency_id, fiscal_year,
    FALSE AS has_agency, TRUE AS has_year
FROM stated_levels
UNION ALL
SELECT
    'assumption_facts' AS table_name, import_no, NULL::VARCHAR AS agency_id, fiscal_year,
    FALSE AS has_agency, TRUE AS has_year
FROM assumption_facts
UNION ALL
SELECT
    'instrument_score_facts' AS table_name, import_no, agency_id, fiscal_year,
    TRUE AS has_agency, TRUE AS has_year
FROM instrument_score_facts
UNION ALL
SELECT
    'agency_revisions' AS table_name, import_no, agency_id, NULL::INTEGER AS fiscal_year,
    TRUE AS has_agency, FALSE AS has_year
FROM agency_revisions;
