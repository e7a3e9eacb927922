-- purpose: Each of the ten indicators in each year with rules: whether the year has it, its instrument, weight, and how many share that.
-- grain: one row a fiscal year with rules and indicator
-- note: read often and nested deep, so the rules of a year are looked up once here, and sizes come from a window.
CREATE OR REPLACE VIEW year_indicators AS
WITH members AS (
    SELECT
        0 AS rules_no,
        weights.rules_year,
        indicators.indicator_no,
        indicators.instrument,
        weights.weight,
        indicators.source
    FROM indicators
    INNER JOIN (
        SELECT unnest(range(fiscal_year_from, fiscal_year_to + 1))::INTEGER AS rules_year, instrument, weight
        FROM instruments
    ) AS weights USING (instrument)
    UNION ALL
    SELECT
        stated.import_no AS rules_no,
        stated.fiscal_year AS rules_year,
        stated.indicator_no,
        stated.instrument,
        weights.weight,
        stated.source
    FROM stated_indicators AS stated
    INNER JOIN stated_instruments AS weights USING (import_no, fiscal_year, instrument)
),

sized AS (
    SELECT *, count(*) OVER (PARTITION BY rules_no, rules_year, instrument) AS indicators_in_instrument
    FROM members
)

SELECT
    rules.fiscal_year,
    rules.basis,
    indicators.indicator_no,
    sized.indicator_no IS NOT NULL AS is_assessed,
    sized.instrument,
    sized.weight,
    sized.indicators_in_instrument,
    sized.source
FROM year_rules AS rules
CROSS JOIN indicators
LEFT JOIN sized
    ON sized.rules_no = rules.rules_no
    AND sized.rules_year = rules.rules_year
    AND sized.indicator_no = indicators.indicator_no;
