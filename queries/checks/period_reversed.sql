-- purpose: A plan, one of its questions or a measure ends before it starts.
-- severity: error
-- mend: Correct the dates in the file and import it again; where it is stored already, take that import back first.
WITH periods AS (
    SELECT import_no, agency_id, fiscal_year, indicator_no, starts_on, ends_on FROM plan_facts
    UNION ALL
    SELECT import_no, agency_id, fiscal_year, indicator_no, starts_on, ends_on FROM plan_question_facts
    UNION ALL
    SELECT import_no, agency_id, fiscal_year, indicator_no, starts_on, ends_on FROM measure_facts
)

SELECT import_no, agency_id, fiscal_year, indicator_no, starts_on, ends_on
FROM periods
SEMI JOIN live_imports USING (import_no)
WHERE ends_on < starts_on
ORDER BY ALL;
