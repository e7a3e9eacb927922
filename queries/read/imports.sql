-- purpose: What a user has put in, newest first, undone ones included.
-- param agency VARCHAR: agency id
-- column import_no BIGINT NOT NULL: grows by one
-- column import_id VARCHAR NOT NULL: for undo
-- column kind VARCHAR NOT NULL: report, scores, bulk, targets, agency or demo
-- column agency_id VARCHAR NOT NULL: agency
-- column agency VARCHAR NOT NULL: name in Thai
-- column fiscal_year INTEGER: score year; null where a file holds several
-- column fiscal_years INTEGER[] NOT NULL: score years of its figures of the agency, oldest first
-- column current_years INTEGER[] NOT NULL: those of them for which some of its figures stand; empty where it is undone
-- column file_name VARCHAR: name of the file; null where typed
-- column imported_at TIMESTAMP NOT NULL: UTC
-- column undone_at TIMESTAMP: UTC; null while it counts
-- column indicators BIGINT NOT NULL: scores of the agency in it
-- column questions BIGINT NOT NULL: scores of questions of the agency in it
-- column measures BIGINT NOT NULL: measures in it
-- column targets BIGINT NOT NULL: targets in it
-- column superseded BOOLEAN NOT NULL: whether later imports of the same agency and origin stand before all of it
-- grain: one row an import that is of the agency, or holds figures of it among others'
-- order: import_no descending
WITH held AS (
    SELECT
        import_no,
        list(DISTINCT fiscal_year ORDER BY fiscal_year) AS fiscal_years,
        list(DISTINCT fiscal_year ORDER BY fiscal_year) FILTER (WHERE is_current) AS current_years,
        bool_and(superseded) AS superseded
    FROM held_parts
    WHERE agency_id = $agency
    GROUP BY import_no
),

counted AS (
    SELECT import_no, sum(scores) AS scores, sum(questions) AS questions
    FROM held_figures
    WHERE agency_id = $agency
    GROUP BY import_no
)

SELECT
    imports.import_no,
    imports.import_id,
    imports.kind,
    agencies.agency_id,
    agencies.name_th AS agency,
    imports.fiscal_year,
    coalesce(held.fiscal_years, []) AS fiscal_years,
    coalesce(held.current_years, []) AS current_years,
    imports.file_name,
    imports.imported_at,
    undos.undone_at,
    coalesce(counted.scores, 0)::BIGINT AS indicators,
    coalesce(counted.questions, 0)::BIGINT AS questions,
    (SELECT count(*) FROM measure_facts AS m WHERE m.import_no = imports.import_no) AS measures,
    (SELECT count(*) FROM target_facts AS t WHERE t.import_no = imports.import_no) AS targets,
    coalesce(held.superseded, FALSE) AS superseded
FROM imports
INNER JOIN current_agencies AS agencies ON agencies.agency_id = $agency
LEFT JOIN undos USING (import_no)
LEFT JOIN held USING (import_no)
LEFT JOIN counted USING (import_no)
WHERE
    imports.kind <> 'published'
    AND (imports.agency_id = $agency OR (imports.kind = 'bulk' AND held.import_no IS NOT NULL))
ORDER BY imports.import_no DESC;
