-- purpose: Drop the stored results of an agency, before they are stored anew in the same transaction.
-- note: ita/store/results.py puts the quoted name of a table of results in place of table_name.
-- param agency VARCHAR: agency id
DELETE FROM table_name
WHERE agency_id = $agency;
