-- purpose: The steps of the report that counts.
-- param agency VARCHAR: agency id
-- param year INTEGER: score year (Buddhist-era fiscal year)
-- column indicator_no INTEGER NOT NULL: 1-10
-- column measure_id VARCHAR: the measure under whose heading, or in whose own row, the step stands; else null
-- column position INTEGER NOT NULL: from 1 within the indicator
-- column text VARCHAR NOT NULL: as written
-- column question_no INTEGER: the question that it answers (`plan_questions`); null where the indicator has one at most
-- grain: one row a step
-- order: indicator_no, position
SELECT indicator_no, measure_id, position, text, question_no
FROM current_steps
WHERE agency_id = $agency AND fiscal_year = $year
ORDER BY indicator_no, position;
