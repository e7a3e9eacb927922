-- purpose: Where the figures that are shown of an agency come from, year by year.
-- param agency VARCHAR: agency id
-- column fiscal_year INTEGER NOT NULL: score year
-- column origin VARCHAR NOT NULL: own_result, report, published or synthetic
-- grain: one row a year and origin
-- order: fiscal_year, then the origin that is shown first
SELECT
    figures.fiscal_year,
    figures.origin
FROM shown_figures AS figures
INNER JOIN origin_ranks AS ranks USING (origin)
WHERE figures.agency_id = $agency
GROUP BY figures.fiscal_year, figures.origin, ranks.origin_rank
ORDER BY figures.fiscal_year, ranks.origin_rank;
