-- purpose: How much the rows that wait hold.
-- column questions BIGINT: question scores
-- column indicators BIGINT: indicator scores
-- column totals BIGINT: totals and levels
-- column agencies BIGINT: agencies
-- column fiscal_years INTEGER[]: score years, oldest first
-- grain: one row
SELECT
    coalesce(sum(figures) FILTER (WHERE part = 'questions'), 0)::BIGINT AS questions,
    coalesce(sum(figures) FILTER (WHERE part = 'scores'), 0)::BIGINT AS indicators,
    coalesce(sum(figures) FILTER (WHERE part = 'totals'), 0)::BIGINT AS totals,
    count(DISTINCT agency_id) AS agencies,
    coalesce(list(DISTINCT fiscal_year ORDER BY fiscal_year), []) AS fiscal_years
FROM bulk_groups
ORDER BY ALL;
