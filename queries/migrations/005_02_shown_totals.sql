-- purpose: What was a view becomes a table; its definition is the view defined_shown_totals.
DROP VIEW IF EXISTS shown_totals;
