-- purpose: The level of each agency and year as it is shown: the published one, else the calculated one.
-- grain: one row an agency and score year
CREATE OR REPLACE VIEW year_levels AS
SELECT
    years.agency_id,
    years.fiscal_year,
    coalesce(published.level_th, calculated.level) AS level_shown,
    rules.level_order AS level_shown_order,
    calculated.level AS level_calculated,
    published.level_th AS level_published
FROM agency_years AS years
LEFT JOIN level_results AS calculated USING (agency_id, fiscal_year)
LEFT JOIN shown_totals AS published USING (agency_id, fiscal_year)
LEFT JOIN rating_levels AS rules
    ON rules.level_th = coalesce(published.level_th, calculated.level)
    AND years.fiscal_year BETWEEN rules.fiscal_year_from AND rules.fiscal_year_to;
