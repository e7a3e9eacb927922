-- purpose: The indicators of a year and what one point of each is worth, by the rules that count.
-- param year INTEGER: score year (Buddhist-era fiscal year)
-- column indicator_no INTEGER NOT NULL: 1-10
-- column indicator VARCHAR NOT NULL: name in Thai
-- column indicator_en VARCHAR NOT NULL: name in English (our translation)
-- column instrument VARCHAR NOT NULL: the instrument that measures it
-- column point_weight DECIMAL(16,6) NOT NULL: points of the total that one point of it is worth
-- column source VARCHAR NOT NULL: source of its instrument
-- column rules_basis VARCHAR NOT NULL: shipped, stated or assumed:YYYY
-- grain: one row an indicator (none for a year without rules)
-- order: indicator_no
SELECT
    rules.indicator_no,
    indicators.name_th AS indicator,
    indicators.name_en AS indicator_en,
    rules.instrument,
    rules.point_weight,
    rules.source,
    rules.basis AS rules_basis
FROM indicator_rules AS rules
INNER JOIN indicators USING (indicator_no)
WHERE rules.fiscal_year = $year
ORDER BY rules.indicator_no;
