-- purpose: What an authority said of an instrument of an agency and year.
-- param agency VARCHAR: agency id
-- param year INTEGER: score year (Buddhist-era fiscal year)
-- column instrument VARCHAR NOT NULL: IIT, EIT or OIT
-- column bound VARCHAR NOT NULL: what is known of the score
-- column effect VARCHAR NOT NULL: what followed
-- column source VARCHAR NOT NULL: source
-- grain: one row an instrument
-- order: instrument
SELECT instrument, bound, effect, source
FROM published_explanations
WHERE agency_id = $agency AND fiscal_year = $year
ORDER BY instrument;
