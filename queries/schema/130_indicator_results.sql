-- purpose: Every indicator of every agency and year of which anything is known: score, gap to 100, points lost of the total.
-- grain: one row an agency, score year and indicator; score, gap and lost points are null where the score is missing
-- note: the indicators are those of the year's rules; in a year without rules the ten, with no points of the total.
CREATE OR REPLACE VIEW indicator_results AS
WITH members AS (
    SELECT years.agency_id, years.fiscal_year, rules.* EXCLUDE (fiscal_year, source)
    FROM agency_years AS years
    INNER JOIN indicator_rules AS rules USING (fiscal_year)
    UNION ALL BY NAME
    SELECT years.agency_id, years.fiscal_year, indicators.indicator_no, indicators.instrument
    FROM agency_years AS years
    ANTI JOIN year_rules USING (fiscal_year)
    CROSS JOIN indicators
)

SELECT
    members.agency_id,
    members.fiscal_year,
    members.indicator_no,
    members.instrument,
    shown.score,
    100 - shown.score AS gap_points,
    members.point_weight * (100 - shown.score) AS lost_points,
    members.point_weight,
    members.weight,
    members.indicators_in_instrument,
    members.basis AS rules_basis,
    shown.origin,
    shown.import_no,
    shown.source
FROM members
LEFT JOIN shown_scores AS shown
    ON shown.agency_id = members.agency_id
    AND shown.fiscal_year = members.fiscal_year
    AND shown.indicator_no = members.indicator_no;
