-- purpose: Rules of a year that a user stated give no exact total: weights do not sum to 1, an instrument has no indicator, or its weight cannot be shared.
-- severity: error
WITH sizes AS (
    SELECT import_no, fiscal_year, instrument, count(*) AS indicators
    FROM stated_indicators
    GROUP BY import_no, fiscal_year, instrument
)

SELECT
    weights.import_no,
    weights.fiscal_year,
    sum(weights.weight) AS weight_sum
FROM stated_instruments AS weights
SEMI JOIN current_imports USING (import_no)
LEFT JOIN sizes USING (import_no, fiscal_year, instrument)
GROUP BY weights.import_no, weights.fiscal_year
HAVING
    sum(weights.weight) <> 1
    OR count(sizes.indicators) < count(*)
    OR count(DISTINCT weights.instrument) < count(*)
    OR bool_or(CAST(weights.weight * 1000000 AS BIGINT) % sizes.indicators <> 0)
ORDER BY weights.import_no, weights.fiscal_year;
