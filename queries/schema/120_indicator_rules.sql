-- purpose: The points of the total that one point of an indicator is worth, by year; no rows for a year without rules.
-- grain: one row a fiscal year and indicator
-- note: weight / indicators is exact to six decimals (checked when the rules are loaded), so whole-number division loses nothing.
CREATE OR REPLACE VIEW indicator_rules AS
WITH years AS (
    SELECT unnest(range(fiscal_year_from, fiscal_year_to + 1))::INTEGER AS fiscal_year, instrument, weight
    FROM instruments
),

sizes AS (
    SELECT instrument, count(*) AS indicators_in_instrument
    FROM indicators
    GROUP BY instrument
)

SELECT
    years.fiscal_year,
    indicators.indicator_no,
    indicators.instrument,
    years.weight,
    sizes.indicators_in_instrument,
    (CAST(years.weight * 1000000 AS BIGINT) // sizes.indicators_in_instrument)::DECIMAL(9, 0)
    * 0.000001::DECIMAL(7, 6) AS point_weight
FROM years
INNER JOIN indicators USING (instrument)
INNER JOIN sizes USING (instrument);
