-- purpose: A figure or text is of no fiscal year of the Buddhist era.
-- severity: error
-- param first_import BIGINT: number of the first import to look at
-- param last_import BIGINT: number of the last import to look at
WITH named AS (
    SELECT import_no, agency_id, fiscal_year FROM indicator_score_facts
    UNION
    SELECT import_no, agency_id, fiscal_year FROM total_facts
    UNION
    SELECT import_no, agency_id, fiscal_year FROM plan_facts
    UNION
    SELECT import_no, agency_id, fiscal_year FROM measure_facts
    UNION
    SELECT import_no, agency_id, fiscal_year FROM step_facts
    UNION
    SELECT import_no, agency_id, fiscal_year FROM unit_facts
    UNION
    SELECT import_no, agency_id, fiscal_year FROM plan_question_facts
    UNION
    SELECT import_no, agency_id, fiscal_year FROM question_unit_facts
    UNION
    SELECT import_no, agency_id, fiscal_year FROM measure_unit_facts
    UNION
    SELECT import_no, agency_id, fiscal_year FROM instrument_score_facts
    UNION
    SELECT import_no, NULL AS agency_id, fiscal_year AS fiscal_year FROM stated_instruments
    UNION
    SELECT import_no, NULL AS agency_id, fiscal_year AS fiscal_year FROM stated_indicators
    UNION
    SELECT import_no, NULL AS agency_id, fiscal_year AS fiscal_year FROM stated_levels
    UNION
    SELECT import_no, NULL AS agency_id, fiscal_year AS fiscal_year FROM assumption_facts
    UNION
    SELECT import_no, NULL AS agency_id, from_year AS fiscal_year FROM assumption_facts
    UNION
    SELECT import_no, agency_id, fiscal_year FROM question_score_facts
    UNION
    SELECT import_no, agency_id, fiscal_year FROM target_facts
),

spanned AS (
    SELECT import_no, agency_id, fiscal_year
    FROM named
    WHERE import_no BETWEEN $first_import AND $last_import
)

SELECT import_no, agency_id, fiscal_year
FROM spanned
WHERE NOT coalesce(fiscal_year BETWEEN 2500 AND 2799, FALSE)
ORDER BY ALL;
