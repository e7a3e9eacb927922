-- purpose: The mean of each instrument, only where the year has rules and all its indicators are known; kept exact as sum and number.
-- grain: one row an agency, score year and instrument
-- note: DuckDB divides decimals in floating point, so the mean is rounded half-up in whole hundredths instead.
CREATE OR REPLACE VIEW defined_instrument_results AS
WITH sums AS (
    SELECT
        agency_id,
        fiscal_year,
        instrument,
        min(indicator_no) AS first_indicator_no,
        count(*) AS indicators_in_instrument,
        CASE WHEN count(score) = count(*) AND count(point_weight) = count(*) THEN sum(score) END AS score_sum
    FROM indicator_results
    GROUP BY agency_id, fiscal_year, instrument
)

SELECT
    agency_id,
    fiscal_year,
    instrument,
    first_indicator_no,
    indicators_in_instrument,
    score_sum,
    (((2 * CAST(score_sum * 100 AS BIGINT) + indicators_in_instrument) // (2 * indicators_in_instrument))::DECIMAL(9, 0)
    * 0.01::DECIMAL(3, 2))::DECIMAL(5, 2) AS score
FROM sums;
