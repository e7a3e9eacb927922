-- purpose: The rank of each indicator from the weakest, in years of which all indicators are known and not all equal; equal gaps share a rank.
-- grain: one row an agency, score year and indicator
CREATE OR REPLACE VIEW bottom_ranks AS
WITH complete AS (
    SELECT agency_id, fiscal_year
    FROM indicator_results
    GROUP BY agency_id, fiscal_year
    HAVING count(score) = count(*) AND min(score) < max(score)
)

SELECT
    results.agency_id,
    results.fiscal_year,
    results.indicator_no,
    rank() OVER (PARTITION BY results.agency_id, results.fiscal_year ORDER BY results.gap_points DESC) AS rank
FROM indicator_results AS results
SEMI JOIN complete USING (agency_id, fiscal_year);
