-- purpose: Store the results of an agency as their definition gives them.
-- note: ita/store/results.py puts quoted names in place of table_name and view_name.
-- param agency VARCHAR: agency id
INSERT INTO table_name BY NAME
SELECT *
FROM view_name
WHERE agency_id = $agency;
