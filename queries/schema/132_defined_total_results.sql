-- purpose: The computed total of each agency and year, exact, only where the year has rules and all indicators are known.
-- grain: one row an agency and score year
CREATE OR REPLACE VIEW defined_total_results AS
SELECT
    agency_id,
    fiscal_year,
    count(score) AS scored_indicators,
    any_value(rules_basis) AS rules_basis,
    count(*) AS indicators,
    CASE WHEN count(score) = count(*) AND count(point_weight) = count(*) THEN sum(point_weight * score) END AS total
FROM indicator_results
GROUP BY agency_id, fiscal_year;
