-- purpose: Everything that was ever stored or undone, newest first: who, when, file and its bytes, how much of what.
-- param agency VARCHAR: agency id; empty for all agencies. Rules are of every agency; of what holds several, the figures of that one are counted
-- column import_no BIGINT NOT NULL: grows by one with every import
-- column import_id VARCHAR NOT NULL: for undo
-- column act VARCHAR NOT NULL: import or undo
-- column at TIMESTAMP NOT NULL: UTC, as the clock stood; the order is that of the numbers
-- column person VARCHAR: who did it, where it was said
-- column kind VARCHAR NOT NULL: report, scores, bulk, targets, rules, assumption, agency, published or demo
-- column agency_id VARCHAR: agency; of figures of several the one that is asked for, else null; null for rules and assumptions
-- column agency VARCHAR: name in Thai
-- column agency_en VARCHAR: name in English, where known
-- column agencies BIGINT NOT NULL: agencies that it holds figures of, or 1 where one is asked for; 0 for rules and assumptions
-- column file_name VARCHAR: name of the file; null where typed
-- column sha256 VARCHAR NOT NULL: SHA-256 of the bytes of the file, or of what was typed
-- column byte_count BIGINT: size of the file
-- column fiscal_years INTEGER[] NOT NULL: score years of its figures, or years of its targets, oldest first
-- column current_years INTEGER[] NOT NULL: those of them for which some of its figures stand
-- column scores BIGINT NOT NULL: indicator scores in it
-- column questions BIGINT NOT NULL: scores of questions in it
-- column measures BIGINT NOT NULL: measures in it
-- column steps BIGINT NOT NULL: steps in it
-- column targets BIGINT NOT NULL: targets in it
-- column undone BOOLEAN NOT NULL: whether the import was undone
-- column reason VARCHAR: why it was undone, where it was said
-- grain: one row an import, and one more where it was undone
-- order: import_no descending, never by the clock; taking back stands before the import itself
WITH held AS (
    SELECT
        import_no,
        count(DISTINCT agency_id) AS agencies,
        list(DISTINCT fiscal_year ORDER BY fiscal_year) AS fiscal_years,
        list(DISTINCT fiscal_year ORDER BY fiscal_year) FILTER (WHERE is_current) AS current_years
    FROM held_parts
    WHERE $agency = '' OR agency_id = $agency OR agency_id IS NULL
    GROUP BY import_no
),

counted AS (
    SELECT import_no, sum(scores) AS scores, sum(questions) AS questions
    FROM held_figures
    WHERE $agency = '' OR agency_id = $agency
    GROUP BY import_no
),

acts AS (
    SELECT import_no, 'import' AS act, imported_at AS at, NULL::VARCHAR AS reason
    FROM imports
    UNION ALL
    SELECT import_no, 'undo' AS act, undone_at AS at, reason
    FROM undos
)

SELECT
    imports.import_no,
    imports.import_id,
    acts.act,
    acts.at,
    people.person,
    imports.kind,
    coalesce(imports.agency_id, agencies.agency_id) AS agency_id,
    agencies.name_th AS agency,
    agencies.name_en AS agency_en,
    coalesce(held.agencies, 0) AS agencies,
    imports.file_name,
    imports.sha256,
    imports.byte_count,
    coalesce(held.fiscal_years, []) AS fiscal_years,
    coalesce(held.current_years, []) AS current_years,
    coalesce(counted.scores, 0)::BIGINT AS scores,
    coalesce(counted.questions, 0)::BIGINT AS questions,
    (SELECT count(*) FROM measure_facts AS f WHERE f.import_no = imports.import_no) AS measures,
    (SELECT count(*) FROM step_facts AS f WHERE f.import_no = imports.import_no) AS steps,
    (SELECT count(*) FROM target_facts AS f WHERE f.import_no = imports.import_no) AS targets,
    undos.import_no IS NOT NULL AS undone,
    acts.reason
FROM acts
INNER JOIN imports USING (import_no)
LEFT JOIN import_people AS people USING (import_no, act)
LEFT JOIN current_agencies AS agencies
    ON agencies.agency_id = coalesce(imports.agency_id, CASE WHEN imports.kind = 'bulk' THEN $agency END)
LEFT JOIN undos USING (import_no)
LEFT JOIN held USING (import_no)
LEFT JOIN counted USING (import_no)
WHERE
    $agency = ''
    OR imports.agency_id = $agency
    OR imports.kind IN ('rules', 'assumption')
    OR (imports.kind = 'bulk' AND held.import_no IS NOT NULL)
ORDER BY imports.import_no DESC, acts.act DESC;
