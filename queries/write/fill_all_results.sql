-- purpose: Store the results of all agencies as their definition gives them, those of an agency side by side.
-- note: so a read of one agency passes over the blocks of the others.
-- note: ita/store/results.py puts quoted names in place of table_name and view_name.
INSERT INTO table_name BY NAME
SELECT *
FROM view_name
ORDER BY agency_id, fiscal_year;
