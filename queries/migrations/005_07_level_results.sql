-- purpose: What was a view becomes a table; its definition is the view defined_level_results.
DROP VIEW IF EXISTS level_results;
