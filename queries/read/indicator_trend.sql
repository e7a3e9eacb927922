-- purpose: Scores of every indicator over all years that are known; a missing score has no row.
-- param agency VARCHAR: agency id
-- column fiscal_year INTEGER: score year
-- column indicator_no INTEGER: 1-10
-- column score DECIMAL(5,2): 0-100
-- column origin VARCHAR: origin of the score
-- grain: one row a year and indicator with a score
-- order: fiscal_year, indicator_no
SELECT fiscal_year, indicator_no, score, origin
FROM indicator_results
WHERE agency_id = $agency AND score IS NOT NULL
ORDER BY fiscal_year, indicator_no;
