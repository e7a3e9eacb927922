-- purpose: What was a view becomes a table; its definition is the view defined_year_figures.
DROP VIEW IF EXISTS year_figures;
