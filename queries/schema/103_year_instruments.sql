-- purpose: The instruments and weights of each year by the rules that count.
-- grain: one row a fiscal year and instrument; none for a year without rules
CREATE OR REPLACE VIEW year_instruments AS
SELECT
    rules.fiscal_year,
    rules.basis,
    shipped.instrument,
    shipped.name_th,
    shipped.name_en,
    shipped.weight,
    shipped.source
FROM year_rules AS rules
INNER JOIN instruments AS shipped
    ON rules.rules_year BETWEEN shipped.fiscal_year_from AND shipped.fiscal_year_to
WHERE rules.rules_no = 0
UNION ALL
SELECT
    rules.fiscal_year,
    rules.basis,
    stated.instrument,
    stated.name_th,
    stated.name_en,
    stated.weight,
    stated.source
FROM year_rules AS rules
INNER JOIN stated_instruments AS stated
    ON stated.import_no = rules.rules_no AND stated.fiscal_year = rules.rules_year;
