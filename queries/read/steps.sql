-- purpose: The steps of the report that counts.
-- param agency VARCHAR: agency id
-- param year INTEGER: score year (Buddhist-era fiscal year)
-- column indicator_no INTEGER: 1-10
-- column measure_id VARCHAR: the measure under whose heading the step stands; else null
-- column position INTEGER: from 1 within the indicator
-- column text VARCHAR: as written
-- grain: one row a step
-- order: indicator_no, position
SELECT indicator_no, measure_id, position, text
FROM current_steps
WHERE agency_id = $agency AND fiscal_year = $year
ORDER BY indicator_no, position;
