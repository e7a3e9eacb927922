-- purpose: The levels of each year as one value, to tell whether two years have the same; stated or assumed ones may differ where no break is recorded.
-- grain: one row a fiscal year with levels
CREATE OR REPLACE VIEW year_level_lists AS
SELECT fiscal_year, list((level_order, level_th, min_total, min_each_instrument) ORDER BY level_order) AS levels
FROM year_level_rules
GROUP BY fiscal_year;
