-- purpose: What was a view becomes a table; its definition is the view defined_indicator_results.
DROP VIEW IF EXISTS indicator_results;
