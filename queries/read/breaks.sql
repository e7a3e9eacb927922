-- purpose: Changes of rules that limit comparison, after the first of two years up to the second.
-- param from_year INTEGER: first of the two score years compared
-- param to_year INTEGER: second of the two
-- column fiscal_year INTEGER: first year under the new rule
-- column affects VARCHAR: scores, levels or questions
-- column what_th VARCHAR: what changed, in Thai
-- column what_en VARCHAR: the same in English
-- column comparable VARCHAR: what may be compared across it
-- column certainty VARCHAR: how well it is known
-- column source VARCHAR: source
-- grain: one row a change
-- order: fiscal_year, affects
SELECT fiscal_year, affects, what_th, what_en, comparable, certainty, source
FROM breaks
WHERE fiscal_year > $from_year AND fiscal_year <= $to_year
ORDER BY fiscal_year, affects, what_en;
