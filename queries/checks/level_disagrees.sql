-- purpose: A published level is one that its total or its ten scores cannot have by that year's rule.
-- severity: warning
-- fix_hint: Compare total and level with ITAS and type or import the right ones; until then they are shown as published.
SELECT agency_id, fiscal_year, level_published AS level, total, coalesce(level_calculated, levels_possible) AS possible
FROM level_doubts
ORDER BY agency_id, fiscal_year;
