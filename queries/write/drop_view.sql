-- purpose: Drop a view that this version does not have, where an older one made it.
-- note: ita/store/table_rows.py puts the quoted name of a stored view in place of view_name.
DROP VIEW view_name;
