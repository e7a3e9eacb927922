-- purpose: An import holds two scores of one agency, year and question.
-- severity: error
-- mend: Take the import back and report the file.
SELECT import_no, agency_id, fiscal_year, code
FROM question_score_facts
SEMI JOIN live_imports USING (import_no)
GROUP BY ALL
HAVING count(*) > 1
ORDER BY ALL;
