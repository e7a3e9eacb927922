-- purpose: The questions that the report of an agency and year takes up, each with what its own rows say.
-- param agency VARCHAR: agency id
-- param year INTEGER: score year (Buddhist-era fiscal year)
-- column indicator_no INTEGER NOT NULL: 1-10
-- column question_no INTEGER NOT NULL: from 1 within the indicator, in the order of the report
-- column code VARCHAR: i1, e2, o27 ...; null where the report names none
-- column text VARCHAR NOT NULL: as written, without the code
-- column analysis VARCHAR: as written
-- column rationale VARCHAR: why the measures fit, as written
-- column starts_on DATE: first day; null where the report names only an end, or it was not read
-- column ends_on DATE: last day; null where the report names only a start, or it was not read
-- column period_text VARCHAR: the period as written
-- column units VARCHAR[] NOT NULL: responsible units in order
-- column score DECIMAL(5,2): the score shown: from ITAS, else as stated in the report; null where neither has one
-- column score_origin VARCHAR: own_result (ITAS) or report; null without a score
-- column score_other DECIMAL(5,2): the report's score where that from ITAS is shown; else null
-- column score_basis VARCHAR: same_as_indicator where it equals the indicator's shown score, else stated; null without a score
-- grain: one row a question of the report (none where there is no report)
-- order: indicator_no, question_no
WITH units AS (
    SELECT facts.indicator_no, facts.question_no, list(facts.unit ORDER BY facts.position) AS units
    FROM question_unit_facts AS facts
    SEMI JOIN current_reports USING (agency_id, fiscal_year, import_no)
    WHERE facts.agency_id = $agency AND facts.fiscal_year = $year
    GROUP BY facts.indicator_no, facts.question_no
),

-- Where an indicator has one question its units are those of the plan.
plan_units AS (
    SELECT facts.indicator_no, list(facts.unit ORDER BY facts.position) AS units
    FROM unit_facts AS facts
    SEMI JOIN current_reports USING (agency_id, fiscal_year, import_no)
    ANTI JOIN plan_question_facts USING (import_no, indicator_no)
    WHERE facts.agency_id = $agency AND facts.fiscal_year = $year
    GROUP BY facts.indicator_no
),

itas AS (
    SELECT code, score
    FROM origin_question_scores
    WHERE agency_id = $agency AND fiscal_year = $year AND origin = 'own_result'
),

indicators_shown AS (
    SELECT indicator_no, score
    FROM shown_scores
    WHERE agency_id = $agency AND fiscal_year = $year
)

SELECT
    questions.indicator_no,
    questions.question_no,
    questions.question_code AS code,
    questions.question AS text,
    questions.analysis,
    questions.rationale,
    questions.starts_on,
    questions.ends_on,
    questions.period_text,
    coalesce(units.units, plan_units.units, []) AS units,
    coalesce(itas.score, questions.question_score) AS score,
    CASE
        WHEN itas.score IS NOT NULL THEN 'own_result'
        WHEN questions.question_score IS NOT NULL THEN 'report'
    END AS score_origin,
    CASE WHEN itas.score IS NOT NULL THEN questions.question_score END AS score_other,
    CASE
        WHEN coalesce(itas.score, questions.question_score) = indicators_shown.score THEN 'same_as_indicator'
        WHEN coalesce(itas.score, questions.question_score) IS NOT NULL THEN 'stated'
    END AS score_basis
FROM current_plan_questions AS questions
LEFT JOIN units USING (indicator_no, question_no)
LEFT JOIN plan_units USING (indicator_no)
LEFT JOIN itas ON itas.code = questions.question_code
LEFT JOIN indicators_shown USING (indicator_no)
WHERE questions.agency_id = $agency AND questions.fiscal_year = $year
ORDER BY questions.indicator_no, questions.question_no;
