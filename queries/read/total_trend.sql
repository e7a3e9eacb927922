-- purpose: Total, level and instruments of every year that is known, beside the nation's total.
-- param agency VARCHAR: agency id
-- column fiscal_year INTEGER NOT NULL: score year
-- column total DECIMAL(5,2): computed total; null where an indicator or rule is missing
-- column level VARCHAR: calculated level; null for averages
-- column iit DECIMAL(5,2): computed mean of IIT
-- column eit DECIMAL(5,2): computed mean of EIT
-- column oit DECIMAL(5,2): computed mean of OIT
-- column total_published DECIMAL(5,2): as published or typed
-- column level_published VARCHAR: as published or typed
-- column national_total DECIMAL(5,2): the nation's published total; null where not known
-- column difference DECIMAL(5,2): total shown - the nation's; null where one is not known and for the nation itself
-- column total_shown DECIMAL(5,2): published, else computed
-- column level_shown VARCHAR: published, else calculated
-- column mean_1_5 DECIMAL(5,2): plain mean of indicators 1-5, which needs no rules; null while one has no score
-- column mean_6_8 DECIMAL(5,2): plain mean of indicators 6-8
-- column mean_9_10 DECIMAL(5,2): plain mean of indicators 9-10
-- column rules_basis VARCHAR: shipped, stated or assumed:YYYY (the rules of that year are taken); null for a year without rules
-- grain: one row a year of which anything is known; and up to the last of them, years of which only the nation's is known
-- order: fiscal_year
WITH wide AS (
    SELECT
        fiscal_year,
        max(score) FILTER (WHERE instrument = 'IIT') AS iit,
        max(score) FILTER (WHERE instrument = 'EIT') AS eit,
        max(score) FILTER (WHERE instrument = 'OIT') AS oit
    FROM instrument_results
    WHERE agency_id = $agency
    GROUP BY fiscal_year
),

years AS (
    SELECT fiscal_year
    FROM year_figures
    WHERE agency_id = $agency
    UNION
    SELECT nation.fiscal_year
    FROM national_totals AS nation
    WHERE nation.fiscal_year < (SELECT max(fiscal_year) FROM year_figures WHERE agency_id = $agency)
)

SELECT
    years.fiscal_year,
    figures.total_computed AS total,
    figures.level_calculated AS level,
    wide.iit,
    wide.eit,
    wide.oit,
    figures.total_published,
    figures.level_published,
    nation.national_total,
    CASE
        WHEN agencies.kind <> 'national_average' THEN (figures.total_shown - nation.national_total)::DECIMAL(5, 2)
    END AS difference,
    figures.total_shown,
    figures.level_shown,
    means.mean_1_5,
    means.mean_6_8,
    means.mean_9_10,
    figures.rules_basis
FROM years
INNER JOIN agencies ON agencies.agency_id = $agency
LEFT JOIN year_figures AS figures ON figures.agency_id = $agency AND figures.fiscal_year = years.fiscal_year
LEFT JOIN wide ON wide.fiscal_year = years.fiscal_year
LEFT JOIN plain_means AS means ON means.agency_id = $agency AND means.fiscal_year = years.fiscal_year
LEFT JOIN national_totals AS nation ON nation.fiscal_year = years.fiscal_year
ORDER BY years.fiscal_year;
