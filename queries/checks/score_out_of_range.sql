-- purpose: A score or total lies outside 0-100.
-- severity: error
-- mend: Correct the score in the file and import it again; where it is stored already, take that import back first.
SELECT agency_id, fiscal_year, 'indicator ' || indicator_no AS what, score AS value
FROM indicator_score_facts
SEMI JOIN live_imports USING (import_no)
WHERE score NOT BETWEEN 0 AND 100
UNION ALL
SELECT agency_id, fiscal_year, 'question of indicator ' || indicator_no AS what, question_score AS value
FROM plan_facts
SEMI JOIN live_imports USING (import_no)
WHERE question_score NOT BETWEEN 0 AND 100
UNION ALL
SELECT agency_id, fiscal_year, 'question ' || code AS what, score AS value
FROM question_score_facts
SEMI JOIN live_imports USING (import_no)
WHERE score NOT BETWEEN 0 AND 100
UNION ALL
SELECT agency_id, fiscal_year, 'total' AS what, total AS value
FROM total_facts
SEMI JOIN live_imports USING (import_no)
WHERE total NOT BETWEEN 0 AND 100
UNION ALL
SELECT agency_id, fiscal_year, 'instrument ' || instrument AS what, score AS value
FROM instrument_score_facts
SEMI JOIN live_imports USING (import_no)
WHERE score NOT BETWEEN 0 AND 100
ORDER BY ALL;
