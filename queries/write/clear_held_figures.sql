-- purpose: Drop what is stored of the figures of some imports, before it is stored anew in the same transaction.
-- param first_import BIGINT: number of the first import
-- param last_import BIGINT: number of the last import
DELETE FROM held_figures
WHERE import_no BETWEEN $first_import AND $last_import;
