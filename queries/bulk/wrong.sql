-- purpose: Whether anything is wrong with the rows that wait, by itself; `faults` then tells what, and where.
-- param first INTEGER: first year that a score can be of
-- param newest INTEGER: last year that a score can be of
-- column is_wrong BOOLEAN: whether something is wrong
-- grain: one row
SELECT
    EXISTS (
        FROM bulk_groups AS given
        LEFT JOIN current_agencies AS agencies USING (agency_id)
        WHERE
            agencies.agency_id IS NULL
            OR ends_with(agencies.kind, '_average')
            OR agencies.role = 'demo'
            OR NOT coalesce(given.fiscal_year BETWEEN $first AND $newest, FALSE)
            OR given.known < given.figures
    )
    OR EXISTS (
        FROM bulk_items
        WHERE
            item IS NULL
            OR (part = 'questions' AND NOT regexp_full_match(item, '[ieo][1-9][0-9]?'))
            OR (part = 'scores' AND item NOT IN (SELECT indicator_no::VARCHAR FROM indicators))
    ) AS is_wrong
ORDER BY is_wrong;
