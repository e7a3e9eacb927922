-- purpose: A measure, a step or a further question belongs to no indicator of its report.
-- severity: error
-- param first_import BIGINT: number of the first import to look at
-- param last_import BIGINT: number of the last import to look at
SELECT import_no, indicator_no, 'measure' AS what
FROM measure_facts
SEMI JOIN current_imports USING (import_no)
ANTI JOIN plan_facts USING (import_no, indicator_no)
WHERE import_no BETWEEN $first_import AND $last_import
UNION ALL
SELECT import_no, indicator_no, 'step' AS what
FROM step_facts
SEMI JOIN current_imports USING (import_no)
ANTI JOIN plan_facts USING (import_no, indicator_no)
WHERE import_no BETWEEN $first_import AND $last_import
UNION ALL
SELECT import_no, indicator_no, 'question' AS what
FROM plan_question_facts
SEMI JOIN current_imports USING (import_no)
ANTI JOIN plan_facts USING (import_no, indicator_no)
WHERE import_no BETWEEN $first_import AND $last_import
ORDER BY ALL;
