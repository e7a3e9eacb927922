-- purpose: The rules of another year are assumed for a year, but that other year has no rules any longer.
-- severity: warning
SELECT facts.fiscal_year, facts.from_year
FROM assumption_facts AS facts
SEMI JOIN current_imports USING (import_no)
ANTI JOIN year_rules ON year_rules.fiscal_year = facts.fiscal_year
ORDER BY facts.fiscal_year, facts.from_year;
