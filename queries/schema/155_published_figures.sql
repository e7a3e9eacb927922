-- purpose: Each published total, instrument and level beside the one that the year's rules give.
-- grain: one row an agency, score year and part; averages have no level
CREATE OR REPLACE VIEW published_figures AS
SELECT
    totals.agency_id,
    totals.fiscal_year,
    'total' AS part,
    totals.total_published AS published,
    totals.total_computed AS computed,
    NULL::VARCHAR AS published_level,
    NULL::VARCHAR AS computed_level,
    shown.origin AS published_origin
FROM year_figures AS totals
INNER JOIN shown_totals AS shown USING (agency_id, fiscal_year)
WHERE totals.total_published IS NOT NULL
UNION ALL
SELECT
    published.agency_id,
    published.fiscal_year,
    published.instrument AS part,
    published.score AS published,
    results.score AS computed,
    NULL::VARCHAR AS published_level,
    NULL::VARCHAR AS computed_level,
    published.origin AS published_origin
FROM shown_instruments AS published
LEFT JOIN instrument_results AS results USING (agency_id, fiscal_year, instrument)
UNION ALL
SELECT
    levels.agency_id,
    levels.fiscal_year,
    'level' AS part,
    NULL::DECIMAL(5, 2) AS published,
    NULL::DECIMAL(5, 2) AS computed,
    levels.level_published AS published_level,
    levels.level_calculated AS computed_level,
    shown.origin AS published_origin
FROM year_figures AS levels
INNER JOIN shown_totals AS shown USING (agency_id, fiscal_year)
INNER JOIN agencies USING (agency_id)
WHERE levels.level_published IS NOT NULL AND NOT ends_with(agencies.kind, '_average');
