-- purpose: What the rules of a year give each agency with figures of it: calculated total and level.
-- param year INTEGER: score year (Buddhist-era fiscal year)
-- column agency_id VARCHAR NOT NULL: agency id
-- column agency VARCHAR NOT NULL: name in Thai
-- column agency_en VARCHAR: name in English, where known
-- column total DECIMAL(5,2): calculated total, rounded half-up; null while a score or the rules are missing
-- column level VARCHAR: calculated level; null for averages and where there is no total or rule
-- column rules_basis VARCHAR: shipped, stated or assumed:YYYY; null for a year without rules
-- grain: one row an agency with figures of the year; the demonstration has none
-- order: own towns first, then agency id
SELECT
    figures.agency_id,
    agencies.name_th AS agency,
    agencies.name_en AS agency_en,
    figures.total_computed AS total,
    figures.level_calculated AS level,
    figures.rules_basis
FROM year_figures AS figures
INNER JOIN current_agencies AS agencies USING (agency_id)
WHERE figures.fiscal_year = $year AND agencies.role <> 'demo'
ORDER BY agencies.role <> 'own', figures.agency_id;
