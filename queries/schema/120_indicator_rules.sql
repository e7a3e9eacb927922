-- purpose: The points of the total that one point of an indicator is worth, by year; no rows for a year without rules.
-- grain: one row a fiscal year and indicator
-- note: weight / indicators is exact to six decimals (checked when the rules are loaded), so whole-number division loses nothing.
CREATE OR REPLACE VIEW indicator_rules AS
SELECT
    members.fiscal_year,
    members.indicator_no,
    members.instrument,
    weights.weight,
    sizes.indicators_in_instrument,
    (CAST(weights.weight * 1000000 AS BIGINT) // sizes.indicators_in_instrument)::DECIMAL(9, 0)
    * 0.000001::DECIMAL(7, 6) AS point_weight,
    weights.basis,
    members.source
FROM year_indicators AS members
INNER JOIN year_instruments AS weights USING (fiscal_year, instrument)
INNER JOIN (
    SELECT fiscal_year, instrument, count(*) AS indicators_in_instrument
    FROM year_indicators
    GROUP BY fiscal_year, instrument
) AS sizes USING (fiscal_year, instrument);
