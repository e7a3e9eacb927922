-- purpose: The current report and own results of an agency and year, with the values in each that a person kept.
-- param agency VARCHAR: agency id
-- param year INTEGER: score year (Buddhist-era fiscal year)
-- column part VARCHAR NOT NULL: report, result or questions
-- column import_no BIGINT NOT NULL: the current import of that part
-- column indicator_no INTEGER: 1-10; null for what is of no indicator
-- column question_code VARCHAR: question; null for what is of no question
-- column field VARCHAR: score, total, level, or a field of a report (question, measures ...); null where nothing was kept
-- column read_in_import_no BIGINT: the earlier import that the kept value was read in; null where that is not known
-- grain: one row a kept value of a current import, or one for an import without any
-- order: part, indicator_no, question_code, field
WITH parts AS (
    SELECT 'report' AS part, import_no
    FROM current_reports
    WHERE agency_id = $agency AND fiscal_year = $year
    UNION ALL
    SELECT part, import_no
    FROM held_parts
    WHERE
        agency_id = $agency
        AND fiscal_year = $year
        AND origin = 'own_result'
        AND part IN ('result', 'questions')
        AND is_current
)

SELECT parts.part, parts.import_no, kept.indicator_no, kept.question_code, kept.field, kept.read_in_import_no
FROM parts
LEFT JOIN kept_fields AS kept
    ON kept.import_no = parts.import_no
    AND kept.fiscal_year = $year
    AND (parts.part = 'report' OR (kept.question_code IS NOT NULL) = (parts.part = 'questions'))
ORDER BY parts.part, kept.indicator_no, kept.question_code, kept.field;
