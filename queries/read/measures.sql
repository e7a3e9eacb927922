-- purpose: The measures of the report that counts.
-- param agency VARCHAR: agency id
-- param year INTEGER: score year (Buddhist-era fiscal year)
-- column measure_id VARCHAR: stable while the wording is unchanged
-- column indicator_no INTEGER: 1-10
-- column position INTEGER: from 1 within the indicator
-- column title VARCHAR: as written
-- grain: one row a measure
-- order: indicator_no, position
SELECT measure_id, indicator_no, position, title
FROM current_measures
WHERE agency_id = $agency AND fiscal_year = $year
ORDER BY indicator_no, position;
