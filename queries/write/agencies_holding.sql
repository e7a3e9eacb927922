-- purpose: The agencies of which some imports brought anything that a later import replaces; null where it is of every agency.
-- param first_import BIGINT: number of the first import
-- param last_import BIGINT: number of the last import
SELECT agency_id
FROM (
    SELECT agency_id, import_no FROM held_figures
    UNION ALL
    SELECT agency_id, import_no FROM target_facts
    UNION ALL
    SELECT NULL::VARCHAR AS agency_id, import_no FROM imports WHERE kind IN ('rules', 'assumption')
)
WHERE import_no BETWEEN $first_import AND $last_import
GROUP BY agency_id
ORDER BY agency_id;
