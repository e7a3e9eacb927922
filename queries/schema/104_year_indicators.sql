-- purpose: The indicators of each year and the instrument that measures each, by the rules that count.
-- grain: one row a fiscal year and indicator; none for a year without rules
CREATE OR REPLACE VIEW year_indicators AS
SELECT rules.fiscal_year, indicators.indicator_no, indicators.instrument, indicators.source
FROM year_rules AS rules
CROSS JOIN indicators
WHERE rules.rules_import_no IS NULL
UNION ALL
SELECT rules.fiscal_year, stated.indicator_no, stated.instrument, stated.source
FROM year_rules AS rules
INNER JOIN stated_indicators AS stated
    ON stated.import_no = rules.rules_import_no AND stated.fiscal_year = rules.rules_year;
