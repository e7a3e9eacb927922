-- purpose: Empty a table, before it is filled anew in the same transaction.
-- note: ita/store/table_rows.py puts the quoted name of a table of queries/schema in place of table_name.
DELETE FROM table_name;
