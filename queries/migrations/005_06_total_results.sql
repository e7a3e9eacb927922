-- purpose: What was a view becomes a table; its definition is the view defined_total_results.
DROP VIEW IF EXISTS total_results;
