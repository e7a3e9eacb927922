-- purpose: A plan, one of its questions or a measure ends before it starts.
-- severity: error
-- param first_import BIGINT: number of the first import to look at
-- param last_import BIGINT: number of the last import to look at
WITH periods AS (
    SELECT import_no, agency_id, fiscal_year, indicator_no, starts_on, ends_on FROM plan_facts
    UNION ALL
    SELECT import_no, agency_id, fiscal_year, indicator_no, starts_on, ends_on FROM plan_question_facts
    UNION ALL
    SELECT import_no, agency_id, fiscal_year, indicator_no, starts_on, ends_on FROM measure_facts
)

SELECT import_no, agency_id, fiscal_year, indicator_no, starts_on, ends_on
FROM periods
SEMI JOIN current_imports USING (import_no)
WHERE import_no BETWEEN $first_import AND $last_import AND ends_on < starts_on
ORDER BY ALL;
