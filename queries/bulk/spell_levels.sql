-- purpose: Spell levels as the rules of their year do.
-- param spelled STRUCT[]: fiscal_year, written and level of each that is spelled otherwise
UPDATE bulk_totals
SET level_th = spelled.level
FROM (SELECT unnest($spelled, recursive := TRUE)) AS spelled
WHERE spelled.fiscal_year = bulk_totals.fiscal_year AND spelled.written = bulk_totals.level_th;
