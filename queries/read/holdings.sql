-- purpose: What the database holds, in a few figures: for choosing between it and a backup.
-- column agencies BIGINT NOT NULL: agencies
-- column own_agencies BIGINT NOT NULL: agencies that a user made or claimed
-- column fiscal_years INTEGER[] NOT NULL: score years of which anything is known, oldest first
-- column imports BIGINT NOT NULL: imports, undone ones included
-- column last_import_no BIGINT NOT NULL: the latest import's number; 0 while there is none
-- column last_imported_at TIMESTAMP: UTC, of the import of that number; null while there is none
-- grain: one row
-- order: one row
SELECT
    (SELECT count(*) FROM agencies) AS agencies,
    (SELECT count(*) FROM agencies AS a WHERE a.role = 'own') AS own_agencies,
    coalesce((SELECT list(DISTINCT y.fiscal_year ORDER BY y.fiscal_year) FROM agency_years AS y), []) AS fiscal_years,
    count(*) AS imports,
    coalesce(max(import_no), 0) AS last_import_no,
    arg_max(imported_at, import_no) AS last_imported_at
FROM imports
ORDER BY ALL;
