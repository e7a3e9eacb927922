-- purpose: The rank of each indicator from the weakest, in years of which all indicators are known and not all equal; equal gaps share a rank.
-- grain: one row an agency, score year and indicator
-- note: the weakest are ranks 1-3; a tie at that cut is whole up to the fifth place, else the cut moves before it; never at 100.
CREATE OR REPLACE VIEW bottom_ranks AS
WITH complete AS (
    SELECT agency_id, fiscal_year
    FROM indicator_results
    GROUP BY agency_id, fiscal_year
    HAVING count(score) = count(*) AND min(score) < max(score)
),

ranked AS (
    SELECT
        results.agency_id,
        results.fiscal_year,
        results.indicator_no,
        results.gap_points,
        rank() OVER (PARTITION BY results.agency_id, results.fiscal_year ORDER BY results.gap_points DESC) AS rank,
        count(*) OVER (PARTITION BY results.agency_id, results.fiscal_year, results.gap_points) AS equals
    FROM indicator_results AS results
    SEMI JOIN complete USING (agency_id, fiscal_year)
)

SELECT
    agency_id,
    fiscal_year,
    indicator_no,
    rank,
    gap_points > 0 AND rank <= 3 AND (rank = 1 OR rank + equals - 1 <= 5) AS among_weakest
FROM ranked;
