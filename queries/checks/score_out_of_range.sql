-- purpose: A score or total lies outside 0-100.
-- severity: error
-- param first_import BIGINT: number of the first import to look at
-- param last_import BIGINT: number of the last import to look at
SELECT agency_id, fiscal_year, 'indicator ' || indicator_no AS what, score AS value
FROM indicator_score_facts
SEMI JOIN current_imports USING (import_no)
WHERE import_no BETWEEN $first_import AND $last_import AND score NOT BETWEEN 0 AND 100
UNION ALL
SELECT agency_id, fiscal_year, 'question of indicator ' || indicator_no AS what, question_score AS value
FROM plan_facts
SEMI JOIN current_imports USING (import_no)
WHERE import_no BETWEEN $first_import AND $last_import AND question_score NOT BETWEEN 0 AND 100
UNION ALL
SELECT agency_id, fiscal_year, 'question of indicator ' || indicator_no AS what, question_score AS value
FROM plan_question_facts
SEMI JOIN current_imports USING (import_no)
WHERE import_no BETWEEN $first_import AND $last_import AND question_score NOT BETWEEN 0 AND 100
UNION ALL
SELECT agency_id, fiscal_year, 'question ' || code AS what, score AS value
FROM question_score_facts
SEMI JOIN current_imports USING (import_no)
WHERE import_no BETWEEN $first_import AND $last_import AND score NOT BETWEEN 0 AND 100
UNION ALL
SELECT agency_id, fiscal_year, 'total' AS what, total AS value
FROM total_facts
SEMI JOIN current_imports USING (import_no)
WHERE import_no BETWEEN $first_import AND $last_import AND total NOT BETWEEN 0 AND 100
UNION ALL
SELECT agency_id, fiscal_year, 'instrument ' || instrument AS what, score AS value
FROM instrument_score_facts
SEMI JOIN current_imports USING (import_no)
WHERE import_no BETWEEN $first_import AND $last_import AND score NOT BETWEEN 0 AND 100
ORDER BY ALL;
