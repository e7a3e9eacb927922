-- purpose: The measures of the report that counts.
-- param agency VARCHAR: agency id
-- param year INTEGER: score year (Buddhist-era fiscal year)
-- column measure_id VARCHAR NOT NULL: stable while the wording is unchanged
-- column indicator_no INTEGER NOT NULL: 1-10
-- column position INTEGER NOT NULL: from 1 within the indicator
-- column title VARCHAR NOT NULL: as written
-- column question_no INTEGER: the question that it answers (`plan_questions`); null where the indicator has one at most
-- column starts_on DATE: first day, where the measure has a period of its own; else null (see `plans`)
-- column ends_on DATE: last day, where the measure has a period of its own; else null (see `plans`)
-- column period_text VARCHAR: its own period as written; null where it has none of its own
-- column units VARCHAR[] NOT NULL: its own responsible units in order; empty where it has none of its own
-- grain: one row a measure
-- order: indicator_no, position
WITH units AS (
    SELECT facts.measure_id, list(facts.unit ORDER BY facts.position) AS units
    FROM measure_unit_facts AS facts
    SEMI JOIN current_reports USING (agency_id, fiscal_year, import_no)
    WHERE facts.agency_id = $agency AND facts.fiscal_year = $year
    GROUP BY facts.measure_id
)

SELECT
    measures.measure_id,
    measures.indicator_no,
    measures.position,
    measures.title,
    measures.question_no,
    measures.starts_on,
    measures.ends_on,
    measures.period_text,
    coalesce(units.units, []) AS units
FROM current_measures AS measures
LEFT JOIN units USING (measure_id)
WHERE measures.agency_id = $agency AND measures.fiscal_year = $year
ORDER BY measures.indicator_no, measures.position;
