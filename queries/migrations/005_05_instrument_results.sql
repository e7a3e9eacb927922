-- purpose: What was a view becomes a table; its definition is the view defined_instrument_results.
DROP VIEW IF EXISTS instrument_results;
