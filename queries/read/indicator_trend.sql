-- purpose: Scores of every indicator over all years that are known; a missing score has no row.
-- param agency VARCHAR: agency id
-- column fiscal_year INTEGER NOT NULL: score year
-- column indicator_no INTEGER NOT NULL: 1-10
-- column indicator VARCHAR NOT NULL: name in Thai
-- column indicator_en VARCHAR NOT NULL: name in English (our translation)
-- column instrument VARCHAR NOT NULL: IIT, EIT or OIT
-- column score DECIMAL(5,2) NOT NULL: 0-100
-- column origin VARCHAR NOT NULL: origin of the score
-- grain: one row a year and indicator with a score
-- order: fiscal_year, indicator_no
SELECT
    results.fiscal_year,
    results.indicator_no,
    indicators.name_th AS indicator,
    indicators.name_en AS indicator_en,
    results.instrument,
    results.score,
    results.origin
FROM indicator_results AS results
INNER JOIN indicators USING (indicator_no)
WHERE results.agency_id = $agency AND results.score IS NOT NULL
ORDER BY results.fiscal_year, results.indicator_no;
