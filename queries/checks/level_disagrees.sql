-- purpose: A published level is one that its total or its ten scores cannot have by that year's rule.
-- severity: warning
SELECT agency_id, fiscal_year, level_published AS level, total, coalesce(level_calculated, levels_possible) AS possible
FROM level_doubts
ORDER BY agency_id, fiscal_year;
