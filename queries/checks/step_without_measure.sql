-- purpose: A step stands under a measure that its report does not have.
-- severity: error
-- param first_import BIGINT: number of the first import to look at
-- param last_import BIGINT: number of the last import to look at
WITH measures AS (
    SELECT import_no, indicator_no, measure_id
    FROM measure_facts
    WHERE import_no BETWEEN $first_import AND $last_import
)

SELECT steps.import_no, steps.indicator_no, steps.position
FROM step_facts AS steps
SEMI JOIN current_imports USING (import_no)
ANTI JOIN measures USING (import_no, indicator_no, measure_id)
WHERE steps.measure_id IS NOT NULL AND steps.import_no BETWEEN $first_import AND $last_import
ORDER BY ALL;
