-- purpose: The targets that count for an agency.
-- param agency VARCHAR: agency id
-- column fiscal_year INTEGER NOT NULL: year that the target is for
-- column indicator_no INTEGER: 1-10; null for the total
-- column target DECIMAL(5,2) NOT NULL: 0-100
-- column set_by VARCHAR: who set it, as typed
-- column set_at TIMESTAMP NOT NULL: UTC
-- column note VARCHAR: as typed
-- column import_id VARCHAR NOT NULL: for taking it back
-- grain: one row a year and indicator
-- order: fiscal_year, indicator_no (the total first)
SELECT fiscal_year, indicator_no, target, set_by, set_at, note, import_id
FROM current_targets
WHERE agency_id = $agency
ORDER BY fiscal_year, indicator_no NULLS FIRST;
