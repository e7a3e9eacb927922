-- purpose: The level of each agency and year as it is shown: the published one, else the calculated one.
-- grain: one row an agency and score year
CREATE OR REPLACE VIEW year_levels AS
SELECT
    years.agency_id,
    years.fiscal_year,
    coalesce(published.level_th, calculated.level) AS level_shown,
    shown.level_order AS level_shown_order,
    calculated.level_order AS level_calculated_order,
    calculated.level AS level_calculated,
    published.level_th AS level_published
FROM agency_years AS years
LEFT JOIN level_results AS calculated USING (agency_id, fiscal_year)
LEFT JOIN shown_totals AS published USING (agency_id, fiscal_year)
LEFT JOIN year_level_rules AS shown
    ON shown.level_th = coalesce(published.level_th, calculated.level) AND shown.fiscal_year = years.fiscal_year;
