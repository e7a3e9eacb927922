-- purpose: The scores of an agency and year as typed or imported from ITAS.
-- param agency VARCHAR: agency id
-- param year INTEGER: score year (Buddhist-era fiscal year)
-- column indicator_no INTEGER NOT NULL: 1-10
-- column score DECIMAL(5,2) NOT NULL: 0-100
-- grain: one row an indicator with a score
-- order: indicator_no
SELECT indicator_no, score
FROM origin_scores
WHERE agency_id = $agency AND fiscal_year = $year AND origin = 'own_result'
ORDER BY indicator_no;
