-- purpose: One import by its id.
-- param import_id VARCHAR: import id
-- column import_no BIGINT NOT NULL: number
-- column import_id VARCHAR NOT NULL: id
-- column kind VARCHAR NOT NULL: report, scores, bulk, targets, rules, assumption, agency, published or demo
-- column agency_id VARCHAR: agency; null where it is of several, as bulk and published are, or of every one, as rules are
-- column fiscal_year INTEGER: score year; null where a file holds several
-- column fiscal_years INTEGER[] NOT NULL: score years of its figures, oldest first
-- column plan_year INTEGER: plan year
-- column file_name VARCHAR: file
-- column undone BOOLEAN NOT NULL: whether it was undone
-- column indicators BIGINT NOT NULL: scores in it
-- column questions BIGINT NOT NULL: questions that it names by code, or questions with a score
-- column measures BIGINT NOT NULL: measures in it
-- column steps BIGINT NOT NULL: steps in it
-- grain: one row (none where not known)
-- order: import_no
SELECT
    imports.import_no,
    imports.import_id,
    imports.kind,
    imports.agency_id,
    imports.fiscal_year,
    coalesce(
        (SELECT list(DISTINCT p.fiscal_year ORDER BY p.fiscal_year) FROM held_parts AS p WHERE p.import_no = imports.import_no),
        []
    ) AS fiscal_years,
    imports.plan_year,
    imports.file_name,
    undos.import_no IS NOT NULL AS undone,
    (SELECT coalesce(sum(f.scores), 0)::BIGINT FROM held_figures AS f WHERE f.import_no = imports.import_no) AS indicators,
    (
        SELECT count(p.question_code)
        FROM plan_facts AS p
        ANTI JOIN plan_question_facts AS several USING (import_no, indicator_no)
        WHERE p.import_no = imports.import_no
    )
    + (SELECT count(question_code) FROM plan_question_facts AS q WHERE q.import_no = imports.import_no)
    + (SELECT coalesce(sum(f.questions), 0)::BIGINT FROM held_figures AS f WHERE f.import_no = imports.import_no) AS questions,
    (SELECT count(*) FROM measure_facts AS m WHERE m.import_no = imports.import_no) AS measures,
    (SELECT count(*) FROM step_facts AS s WHERE s.import_no = imports.import_no) AS steps
FROM imports
LEFT JOIN undos USING (import_no)
WHERE imports.import_id = $import_id
ORDER BY imports.import_no;
