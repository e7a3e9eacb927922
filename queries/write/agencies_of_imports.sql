-- purpose: The agencies whose results the figures or rules of some imports touch; null where they touch those of all.
-- param first_import BIGINT: number of the first import
-- param last_import BIGINT: number of the last import
SELECT agency_id
FROM (
    SELECT agency_id, import_no FROM held_figures WHERE scores + totals > 0
    UNION ALL
    SELECT NULL::VARCHAR AS agency_id, import_no FROM imports WHERE kind IN ('rules', 'assumption')
)
WHERE import_no BETWEEN $first_import AND $last_import
GROUP BY agency_id
ORDER BY agency_id;
