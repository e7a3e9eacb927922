-- purpose: The rank of each indicator from the weakest, in years of which all indicators are known and not all equal; equal gaps share a rank.
-- grain: one row an agency, score year and indicator
-- note: the weakest are ranks 1-3; a tie at that cut is whole up to the fifth place, else the cut moves before it; never at 100.
CREATE OR REPLACE VIEW bottom_ranks AS
WITH ranked AS (
    SELECT
        agency_id,
        fiscal_year,
        indicator_no,
        gap_points,
        rank() OVER (PARTITION BY agency_id, fiscal_year ORDER BY gap_points DESC) AS rank,
        count(*) OVER (PARTITION BY agency_id, fiscal_year, gap_points) AS equals
    FROM indicator_results
    WINDOW whole AS (PARTITION BY agency_id, fiscal_year)
    QUALIFY
        count(score) OVER whole = count(*) OVER whole
        AND min(score) OVER whole < max(score) OVER whole
)

SELECT
    agency_id,
    fiscal_year,
    indicator_no,
    rank,
    gap_points > 0 AND rank <= 3 AND (rank = 1 OR rank + equals - 1 <= 5) AS among_weakest
FROM ranked;
