-- purpose: The ten indicators of an agency and year, weakest first, with what answers each.
-- param agency VARCHAR: agency id
-- param year INTEGER: score year (Buddhist-era fiscal year)
-- column rank BIGINT: 1 = widest gap, equal gaps share a rank; null where the score is missing
-- column indicator_no INTEGER NOT NULL: 1-10
-- column indicator VARCHAR NOT NULL: name in Thai
-- column indicator_en VARCHAR NOT NULL: name in English (our translation)
-- column instrument VARCHAR NOT NULL: IIT, EIT or OIT
-- column score DECIMAL(5,2): 0-100; null where not known
-- column gap_points DECIMAL(5,2): 100 - score
-- column lost_points DECIMAL(6,3): points of the total lost here; null where the year has no rules, nor assumed ones
-- column lost_rank BIGINT: 1 = most points of the total lost
-- column measures BIGINT NOT NULL: number of measures in the report that counts
-- column steps BIGINT NOT NULL: number of steps in it
-- column starts_on DATE: first day of the plan
-- column ends_on DATE: last day of the plan
-- column days BIGINT: length of the plan in days, both ends included
-- column origin VARCHAR: own_result, report, published or synthetic
-- column source VARCHAR: where the score stands
-- column rules_basis VARCHAR: shipped, stated or assumed:YYYY (the rules of that year are taken); null for a year without rules
-- grain: one row an indicator (those of the year's rules, else the ten, where anything of the year is known; none otherwise)
-- order: gap_points descending, missing scores last, indicator_no
WITH counts AS (
    SELECT indicator_no, count(*) AS measures
    FROM current_measures
    WHERE agency_id = $agency AND fiscal_year = $year
    GROUP BY indicator_no
),

step_counts AS (
    SELECT indicator_no, count(*) AS steps
    FROM current_steps
    WHERE agency_id = $agency AND fiscal_year = $year
    GROUP BY indicator_no
),

plans AS (
    SELECT indicator_no, starts_on, ends_on
    FROM current_plans
    WHERE agency_id = $agency AND fiscal_year = $year
)

SELECT
    CASE WHEN results.score IS NOT NULL THEN rank() OVER (ORDER BY results.gap_points DESC NULLS LAST) END AS rank,
    results.indicator_no,
    indicators.name_th AS indicator,
    indicators.name_en AS indicator_en,
    results.instrument,
    results.score,
    results.gap_points::DECIMAL(5, 2) AS gap_points,
    round(results.lost_points, 3)::DECIMAL(6, 3) AS lost_points,
    CASE
        WHEN results.lost_points IS NOT NULL THEN rank() OVER (ORDER BY results.lost_points DESC NULLS LAST)
    END AS lost_rank,
    coalesce(counts.measures, 0) AS measures,
    coalesce(step_counts.steps, 0) AS steps,
    plans.starts_on,
    plans.ends_on,
    plans.ends_on - plans.starts_on + 1 AS days,
    results.origin,
    results.source,
    results.rules_basis
FROM indicator_results AS results
INNER JOIN indicators USING (indicator_no)
LEFT JOIN counts USING (indicator_no)
LEFT JOIN step_counts USING (indicator_no)
LEFT JOIN plans USING (indicator_no)
WHERE results.agency_id = $agency AND results.fiscal_year = $year
ORDER BY results.gap_points DESC NULLS LAST, results.indicator_no;
