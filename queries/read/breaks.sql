-- purpose: Changes of rules that limit comparison, after the first of two years up to the second.
-- param from_year INTEGER: first of the two score years compared
-- param to_year INTEGER: second of the two
-- column fiscal_year INTEGER NOT NULL: first year under the new rule
-- column affects VARCHAR NOT NULL: scores, levels or questions
-- column what_th VARCHAR NOT NULL: what changed, in Thai
-- column what_en VARCHAR NOT NULL: the same in English
-- column comparable VARCHAR NOT NULL: what may be compared across it
-- column certainty VARCHAR NOT NULL: how well it is known
-- column source VARCHAR NOT NULL: source
-- grain: one row a change
-- order: fiscal_year, affects
SELECT fiscal_year, affects, what_th, what_en, comparable, certainty, source
FROM breaks
WHERE fiscal_year > $from_year AND fiscal_year <= $to_year
ORDER BY fiscal_year, affects, what_en;
