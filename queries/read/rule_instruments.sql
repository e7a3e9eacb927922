-- purpose: The instruments of a year and their weights, by the rules that count.
-- param year INTEGER: score year (Buddhist-era fiscal year)
-- column instrument VARCHAR NOT NULL: IIT, EIT or OIT
-- column name_th VARCHAR NOT NULL: name in Thai
-- column name_en VARCHAR NOT NULL: name in English
-- column weight DECIMAL(7,6) NOT NULL: share of the total, summing to 1 over the instruments
-- column source VARCHAR NOT NULL: source
-- column rules_basis VARCHAR NOT NULL: shipped, stated or assumed:YYYY
-- grain: one row an instrument (none for a year without rules)
-- order: IIT, EIT, OIT
SELECT instrument, name_th, name_en, weight, source, basis AS rules_basis
FROM year_instruments
WHERE fiscal_year = $year
ORDER BY list_position(['IIT', 'EIT', 'OIT'], instrument);
