-- purpose: A score, a plan, a target or a stated rule is of an indicator that is none of the ten.
-- severity: error
-- param first_import BIGINT: number of the first import to look at
-- param last_import BIGINT: number of the last import to look at
WITH named AS (
    SELECT import_no, indicator_no FROM indicator_score_facts
    UNION
    SELECT import_no, indicator_no FROM plan_facts
    UNION
    SELECT import_no, indicator_no FROM target_facts WHERE indicator_no IS NOT NULL
    UNION
    SELECT import_no, indicator_no FROM stated_indicators
)

SELECT import_no, indicator_no
FROM named
SEMI JOIN current_imports USING (import_no)
ANTI JOIN indicators USING (indicator_no)
WHERE import_no BETWEEN $first_import AND $last_import
ORDER BY import_no, indicator_no;
