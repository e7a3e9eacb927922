-- purpose: A step stands under a measure that its report does not have.
-- severity: error
-- mend: Take the import back and report the file.
SELECT steps.import_no, steps.indicator_no, steps.position
FROM step_facts AS steps
SEMI JOIN live_imports USING (import_no)
ANTI JOIN measure_facts USING (import_no, indicator_no, measure_id)
WHERE steps.measure_id IS NOT NULL
ORDER BY ALL;
