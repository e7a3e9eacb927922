-- purpose: What the report of an agency and year says of each indicator, with its measures, steps and units.
-- param agency VARCHAR: agency id
-- param year INTEGER: score year (Buddhist-era fiscal year)
-- column indicator_no INTEGER NOT NULL: 1-10
-- column plan_year INTEGER NOT NULL: fiscal year in which the plan is carried out
-- column question_code VARCHAR: i1, e2, o27 ...; of several questions the first
-- column question VARCHAR: text as written; of several questions the first
-- column question_score DECIMAL(5,2): the score shown: from ITAS, else as stated in the report; null where neither has one
-- column question_score_basis VARCHAR: same_as_indicator where it equals the indicator's shown score, else stated; null without a score
-- column analysis VARCHAR: as written
-- column rationale VARCHAR: why the measures fit, as written
-- column measures VARCHAR[] NOT NULL: titles in order
-- column steps VARCHAR[] NOT NULL: texts in order
-- column starts_on DATE: first day of all that is planned; null where the report names only an end, or it was not read
-- column ends_on DATE: last day of all that is planned; null where the report names only a start, or it was not read
-- column units VARCHAR[] NOT NULL: responsible units in order
-- column period_text VARCHAR: the periods as written, a line each
-- column file_name VARCHAR: file of the report
-- column place_table INTEGER NOT NULL: table of the file, or number of the sheet, in which the indicator stands; from 1
-- column place_row INTEGER NOT NULL: row of the table, from 1
-- column place_column INTEGER NOT NULL: column of the table, from 1
-- column sheet VARCHAR: name of the sheet of a workbook
-- column place_page INTEGER: page of a PDF
-- column left_fields VARCHAR[]: what was left as it stood when this file came (score, measures ...); null for nothing
-- column question_score_origin VARCHAR: own_result (ITAS) or report; null without a score
-- column question_score_report DECIMAL(5,2): as stated in the report; null where it states none
-- column questions BIGINT NOT NULL: questions that the report takes up under the indicator (`plan_questions`)
-- column strengths VARCHAR: what goes well, as written; null where the report has no column for it
-- grain: one row an indicator of the report (none where there is no report)
-- order: indicator_no
WITH itas AS (
    SELECT code, score
    FROM origin_question_scores
    WHERE agency_id = $agency AND fiscal_year = $year AND origin = 'own_result'
),

indicators_shown AS (
    SELECT indicator_no, score
    FROM shown_scores
    WHERE agency_id = $agency AND fiscal_year = $year
),

has_kept_fields AS (
    SELECT
        import_no,
        indicator_no,
        list(field ORDER BY list_position(
            ['score', 'question', 'strengths', 'analysis', 'measures', 'rationale', 'period', 'units'], field
        )) AS fields
    FROM kept_fields
    GROUP BY import_no, indicator_no
)

SELECT
    plans.indicator_no,
    plans.plan_year,
    plans.question_code,
    plans.question,
    coalesce(itas.score, plans.question_score) AS question_score,
    CASE
        WHEN coalesce(itas.score, plans.question_score) = indicators_shown.score THEN 'same_as_indicator'
        WHEN coalesce(itas.score, plans.question_score) IS NOT NULL THEN 'stated'
    END AS question_score_basis,
    plans.analysis,
    plans.rationale,
    lists.measures,
    lists.steps,
    plans.starts_on,
    plans.ends_on,
    lists.units,
    plans.period_text,
    imports.file_name,
    plans.place_table,
    plans.place_row,
    plans.place_column,
    sheets.sheet,
    pages.page AS place_page,
    has_kept_fields.fields AS left_fields,
    CASE WHEN itas.score IS NOT NULL THEN 'own_result' WHEN plans.question_score IS NOT NULL THEN 'report' END AS question_score_origin,
    plans.question_score AS question_score_report,
    lists.questions,
    nullif(plans.strengths, '') AS strengths
FROM current_plans AS plans
INNER JOIN imports USING (import_no)
INNER JOIN current_plan_lists AS lists ON lists.import_no = plans.import_no AND lists.indicator_no = plans.indicator_no
LEFT JOIN import_sheets AS sheets ON sheets.import_no = plans.import_no AND sheets.sheet_no = plans.place_table
LEFT JOIN import_pages AS pages ON pages.import_no = plans.import_no AND pages.table_no = plans.place_table
LEFT JOIN has_kept_fields
    ON has_kept_fields.import_no = plans.import_no AND has_kept_fields.indicator_no = plans.indicator_no
LEFT JOIN itas ON itas.code = plans.question_code
LEFT JOIN indicators_shown ON indicators_shown.indicator_no = plans.indicator_no
WHERE plans.agency_id = $agency AND plans.fiscal_year = $year
ORDER BY plans.indicator_no;
