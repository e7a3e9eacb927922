-- purpose: A measure, a step or a further question belongs to no indicator of its report.
-- severity: error
-- mend: Take the import back and report the file.
SELECT import_no, indicator_no, 'measure' AS what
FROM measure_facts
SEMI JOIN live_imports USING (import_no)
ANTI JOIN plan_facts USING (import_no, indicator_no)
UNION ALL
SELECT import_no, indicator_no, 'step' AS what
FROM step_facts
SEMI JOIN live_imports USING (import_no)
ANTI JOIN plan_facts USING (import_no, indicator_no)
UNION ALL
SELECT import_no, indicator_no, 'question' AS what
FROM plan_question_facts
SEMI JOIN live_imports USING (import_no)
ANTI JOIN plan_facts USING (import_no, indicator_no)
ORDER BY ALL;
