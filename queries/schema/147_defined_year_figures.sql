-- purpose: Total and level of each agency and year side by side, computed and published.
-- grain: one row an agency and score year
CREATE OR REPLACE VIEW defined_year_figures AS
SELECT
    totals.agency_id,
    totals.fiscal_year,
    totals.total_computed,
    totals.total_published,
    totals.total_shown,
    totals.rules_basis,
    levels.level_calculated,
    levels.level_published,
    levels.level_shown,
    levels.level_shown_order,
    levels.level_calculated_order
FROM year_totals AS totals
INNER JOIN year_levels AS levels USING (agency_id, fiscal_year);
