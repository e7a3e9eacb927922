-- purpose: What was a view becomes a table; its definition is the view defined_agency_years.
DROP VIEW IF EXISTS agency_years;
