-- purpose: A total of a year without rules is another than its ten scores give by the newest rules that are known.
-- severity: warning
SELECT agency_id, fiscal_year, total_published AS total, total_by_rules AS calculated, rules_year
FROM totals_by_newest_rules
WHERE abs(total_published - total_by_rules) > 0.01
ORDER BY agency_id, fiscal_year;
