-- purpose: How often each indicator was among the three weakest, over the years of which all ten are known.
-- param agency VARCHAR: agency id
-- column indicator_no INTEGER NOT NULL: 1-10
-- column indicator VARCHAR NOT NULL: name in Thai
-- column indicator_en VARCHAR NOT NULL: name in English (our translation)
-- column years_in_bottom_three BIGINT NOT NULL: number of years
-- column years_known BIGINT NOT NULL: years of which all ten are known
-- column consecutive_years BIGINT NOT NULL: longest run of following fiscal years; a missing year ends a run
-- column first_year INTEGER NOT NULL: first of them
-- column last_year INTEGER NOT NULL: last of them
-- grain: one row an indicator that was ever among the three weakest (a tie at the cut is whole, or the cut moves before it)
-- order: years_in_bottom_three descending, consecutive_years descending, indicator_no
WITH weak AS (
    SELECT
        indicator_no,
        fiscal_year,
        fiscal_year - row_number() OVER (PARTITION BY indicator_no ORDER BY fiscal_year) AS run
    FROM bottom_ranks
    WHERE agency_id = $agency AND among_weakest
),

runs AS (
    SELECT indicator_no, run, count(*) AS run_years
    FROM weak
    GROUP BY indicator_no, run
),

longest AS (
    SELECT indicator_no, max(run_years) AS consecutive_years
    FROM runs
    GROUP BY indicator_no
),

known AS (
    SELECT count(DISTINCT fiscal_year) AS years_known
    FROM bottom_ranks
    WHERE agency_id = $agency
)

SELECT
    weak.indicator_no,
    any_value(indicators.name_th) AS indicator,
    any_value(indicators.name_en) AS indicator_en,
    count(*) AS years_in_bottom_three,
    any_value(known.years_known) AS years_known,
    any_value(longest.consecutive_years) AS consecutive_years,
    min(weak.fiscal_year) AS first_year,
    max(weak.fiscal_year) AS last_year
FROM weak
INNER JOIN indicators USING (indicator_no)
INNER JOIN longest USING (indicator_no)
CROSS JOIN known
GROUP BY weak.indicator_no
ORDER BY years_in_bottom_three DESC, consecutive_years DESC, weak.indicator_no;
