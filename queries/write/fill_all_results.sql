-- purpose: Store the results of all agencies as their definition gives them.
-- note: ita/store/results.py puts quoted names in place of table_name and view_name.
INSERT INTO table_name BY NAME
SELECT *
FROM view_name;
