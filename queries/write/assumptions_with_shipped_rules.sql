-- purpose: The assumptions that are not undone although rules of their year ship by now.
SELECT facts.import_no, facts.fiscal_year, facts.from_year
FROM assumption_facts AS facts
SEMI JOIN current_imports USING (import_no)
WHERE EXISTS (FROM instruments AS i WHERE facts.fiscal_year BETWEEN i.fiscal_year_from AND i.fiscal_year_to)
ORDER BY facts.import_no;
