-- purpose: The plain means of an agency and year, which need no rules; and for a year without rules what the newest known ones make of a total.
-- param agency VARCHAR: agency id
-- param year INTEGER: score year (Buddhist-era fiscal year)
-- column mean_1_5 DECIMAL(5,2): plain mean of indicators 1-5; null while one has no score
-- column mean_6_8 DECIMAL(5,2): plain mean of indicators 6-8
-- column mean_9_10 DECIMAL(5,2): plain mean of indicators 9-10
-- column total_published DECIMAL(5,2): as published or typed from ITAS
-- column rules_year INTEGER: newest year whose rules are known; null where the year itself has rules, or no total was published
-- column total_by_rules DECIMAL(5,2): what the ten scores give by the rules of rules_year
-- column difference DECIMAL(5,2): total_published - total_by_rules
-- grain: one row (none where nothing of the year is known)
-- order: single row
SELECT
    means.mean_1_5,
    means.mean_6_8,
    means.mean_9_10,
    published.total AS total_published,
    newest.rules_year,
    newest.total_by_rules,
    (published.total - newest.total_by_rules)::DECIMAL(5, 2) AS difference
FROM plain_means AS means
LEFT JOIN shown_totals AS published USING (agency_id, fiscal_year)
LEFT JOIN totals_by_newest_rules AS newest USING (agency_id, fiscal_year)
WHERE means.agency_id = $agency AND means.fiscal_year = $year
ORDER BY means.fiscal_year;
