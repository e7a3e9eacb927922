-- purpose: How many agencies have figures in a span of years, each counted once, averages and the demonstration aside.
-- param from_year INTEGER: first score year of the span
-- param to_year INTEGER: last score year of the span
-- column agencies BIGINT NOT NULL: agencies with figures of at least one of the years
-- grain: one row
-- order: one row
SELECT count(DISTINCT years.agency_id) AS agencies
FROM agency_years AS years
INNER JOIN agencies USING (agency_id)
WHERE
    years.fiscal_year BETWEEN $from_year AND $to_year
    AND NOT ends_with(agencies.kind, '_average')
    AND agencies.role <> 'demo'
ORDER BY ALL;
