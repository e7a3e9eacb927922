-- purpose: Later imports that count and rest on an import: they hold figures left as they stood, or targets set after it for the next year.
-- param import_id VARCHAR: import id
-- column import_no BIGINT NOT NULL: number of the later import
-- column import_id VARCHAR NOT NULL: its id
-- column kind VARCHAR NOT NULL: report or scores (with figures left as they stood, perhaps those of this import), or targets
-- column file_name VARCHAR: its file; null where pasted or typed
-- grain: one row a later import (none for an import that is not known, or was undone)
-- order: import_no
WITH results AS (
    SELECT imports.import_no, imports.kind, parts.agency_id, parts.fiscal_year, parts.origin, parts.part
    FROM current_imports AS imports
    INNER JOIN held_parts AS parts USING (import_no)
    WHERE imports.import_id = $import_id AND imports.kind IN ('report', 'scores', 'bulk')
),

resting AS (
    SELECT holding.import_no
    FROM results
    INNER JOIN (FROM held_parts SEMI JOIN kept_fields USING (import_no)) AS holding
        ON holding.agency_id = results.agency_id
        AND holding.fiscal_year = results.fiscal_year
        AND holding.origin = results.origin
        AND holding.part = results.part
        AND holding.import_no > results.import_no
        AND holding.is_current
    UNION
    SELECT targets.import_no
    FROM results
    INNER JOIN held_parts AS targets
        ON targets.agency_id = results.agency_id
        AND targets.fiscal_year = results.fiscal_year + 1
        AND targets.part = 'targets'
        AND targets.import_no > results.import_no
        AND targets.is_current
)

SELECT imports.import_no, imports.import_id, imports.kind, imports.file_name
FROM imports
SEMI JOIN resting USING (import_no)
ORDER BY imports.import_no;
