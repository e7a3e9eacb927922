-- purpose: Published totals, instruments and levels of a year beside those that the year's rules give from the scores.
-- param agency VARCHAR: agency id; empty for all agencies
-- param year INTEGER: score year (Buddhist-era fiscal year)
-- column agency VARCHAR NOT NULL: agency id
-- column agency_name VARCHAR NOT NULL: name in Thai
-- column agency_name_en VARCHAR: name in English, where known
-- column part VARCHAR NOT NULL: total, IIT, EIT, OIT or level
-- column published DECIMAL(5,2): as published or typed; null for a level
-- column computed DECIMAL(5,2): by the rules, rounded half-up; null for a level, and while a score or the rules are missing
-- column difference DECIMAL(5,2): published - computed
-- column published_level VARCHAR: level as published; null for figures
-- column computed_level VARCHAR: level by the rules; null for figures
-- column agrees BOOLEAN: whether they agree within 0.01, or the levels are the same; null where nothing can be computed
-- column scores_origin VARCHAR: origins of the scores, joined by +
-- column published_origin VARCHAR NOT NULL: origin of the published figure
-- grain: one row an agency and part that was published; the demonstration has none, averages have no level
-- order: agency id, then total, IIT, EIT, OIT, level
WITH origins AS (
    SELECT agency_id, fiscal_year, string_agg(DISTINCT origin, '+' ORDER BY origin) AS scores_origin
    FROM shown_scores
    WHERE fiscal_year = $year AND ($agency = '' OR agency_id = $agency)
    GROUP BY agency_id, fiscal_year
)

SELECT
    figures.agency_id AS agency,
    agencies.name_th AS agency_name,
    agencies.name_en AS agency_name_en,
    figures.part,
    figures.published,
    figures.computed,
    (figures.published - figures.computed)::DECIMAL(5, 2) AS difference,
    figures.published_level,
    figures.computed_level,
    coalesce(abs(figures.published - figures.computed) <= 0.01, figures.published_level = figures.computed_level) AS agrees,
    origins.scores_origin,
    figures.published_origin
FROM published_figures AS figures
INNER JOIN current_agencies AS agencies USING (agency_id)
LEFT JOIN origins USING (agency_id, fiscal_year)
WHERE figures.fiscal_year = $year AND ($agency = '' OR figures.agency_id = $agency) AND agencies.role <> 'demo'
ORDER BY figures.agency_id, list_position(['total', 'IIT', 'EIT', 'OIT', 'level'], figures.part);
