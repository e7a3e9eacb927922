-- purpose: The points of the total that one point of an indicator is worth, by year; no rows for a year without rules.
-- grain: one row a fiscal year and indicator that the year has
-- note: weight / indicators is exact to six decimals (checked when the rules are loaded), so whole-number division loses nothing.
CREATE OR REPLACE VIEW indicator_rules AS
SELECT
    fiscal_year,
    indicator_no,
    instrument,
    weight,
    indicators_in_instrument,
    (CAST(weight * 1000000 AS BIGINT) // indicators_in_instrument)::DECIMAL(9, 0)
    * 0.000001::DECIMAL(7, 6) AS point_weight,
    basis,
    source
FROM year_indicators
WHERE is_assessed;
