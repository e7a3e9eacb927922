-- purpose: Every indicator of every agency and year of which anything is known: score, gap to 100, points lost of the total.
-- grain: one row an agency, score year and indicator; score, gap and lost points are null where the score is missing
-- note: the indicators are those of the year's rules; in a year without rules the ten, with no points of the total.
CREATE OR REPLACE VIEW defined_indicator_results AS
SELECT
    agency_years.agency_id,
    agency_years.fiscal_year,
    indicators.indicator_no,
    coalesce(rules.instrument, indicators.instrument) AS instrument,
    shown.score,
    100 - shown.score AS gap_points,
    (CAST(rules.weight * 1000000 AS BIGINT) // rules.indicators_in_instrument)::DECIMAL(9, 0)
    * 0.000001::DECIMAL(7, 6) AS point_weight,
    point_weight * (100 - shown.score) AS lost_points,
    rules.weight,
    rules.indicators_in_instrument,
    rules.basis AS rules_basis,
    shown.origin,
    shown.import_no,
    shown.source
FROM agency_years
CROSS JOIN indicators
LEFT JOIN year_indicators AS rules
    ON rules.fiscal_year = agency_years.fiscal_year AND rules.indicator_no = indicators.indicator_no
LEFT JOIN shown_scores AS shown
    ON shown.agency_id = agency_years.agency_id
    AND shown.fiscal_year = agency_years.fiscal_year
    AND shown.indicator_no = indicators.indicator_no
WHERE rules.is_assessed IS NOT FALSE;
