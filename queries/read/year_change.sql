-- purpose: How each indicator changed between two stated years, beside the nation's change where that is known.
-- param agency VARCHAR: agency id
-- param from_year INTEGER: first of the two score years compared
-- param to_year INTEGER: second of the two
-- column indicator_no INTEGER NOT NULL: 1-10
-- column indicator VARCHAR NOT NULL: name in Thai
-- column indicator_en VARCHAR NOT NULL: name in English (our translation)
-- column instrument VARCHAR NOT NULL: IIT, EIT or OIT
-- column from_score DECIMAL(5,2): score of the first year; null where not known
-- column to_score DECIMAL(5,2): score of the second year; null where not known
-- column change_points DECIMAL(5,2): second - first; null where one is missing
-- column national_note VARCHAR: why there is no comparison with the nation: not_known, or itself; null where its change is known
-- column change_vs_national DECIMAL(5,2): change - the nation's change; null where that is not known
-- column comparable BOOLEAN NOT NULL: false where a break of scores lies between the years
-- column break_note VARCHAR: breaks of scores and questions between the years, in Thai; null where there are none
-- column break_note_en VARCHAR: the same in English
-- grain: one row an indicator (ten rows)
-- order: change_points ascending (largest fall first), missing last, indicator_no
WITH
breaks_between AS (
    SELECT
        coalesce(bool_or(affects = 'scores' AND comparable = 'no'), FALSE) AS scores_broken,
        string_agg(fiscal_year || ': ' || what_th, ' · ' ORDER BY fiscal_year, affects) FILTER (WHERE affects <> 'levels') AS note_th,
        string_agg(fiscal_year || ': ' || what_en, ' · ' ORDER BY fiscal_year, affects) FILTER (WHERE affects <> 'levels') AS note_en
    FROM breaks
    WHERE fiscal_year > least($from_year, $to_year) AND fiscal_year <= greatest($from_year, $to_year)
),

scores AS (
    SELECT
        indicator_no,
        max(score) FILTER (WHERE fiscal_year = $from_year) AS from_score,
        max(score) FILTER (WHERE fiscal_year = $to_year) AS to_score
    FROM shown_scores
    WHERE agency_id = $agency AND fiscal_year IN ($from_year, $to_year)
    GROUP BY indicator_no
),

nation AS (
    SELECT
        indicator_no,
        max(national_score) FILTER (WHERE fiscal_year = $to_year)
        - max(national_score) FILTER (WHERE fiscal_year = $from_year) AS national_change
    FROM national_scores
    WHERE fiscal_year IN ($from_year, $to_year)
    GROUP BY indicator_no
)

SELECT
    indicators.indicator_no,
    indicators.name_th AS indicator,
    indicators.name_en AS indicator_en,
    indicators.instrument,
    scores.from_score,
    scores.to_score,
    (scores.to_score - scores.from_score)::DECIMAL(5, 2) AS change_points,
    CASE
        WHEN agencies.kind = 'national_average' THEN 'itself'
        WHEN nation.national_change IS NULL THEN 'not_known'
    END AS national_note,
    CASE WHEN national_note IS NULL THEN (scores.to_score - scores.from_score - nation.national_change)::DECIMAL(5, 2) END
        AS change_vs_national,
    NOT breaks_between.scores_broken AS comparable,
    breaks_between.note_th AS break_note,
    breaks_between.note_en AS break_note_en
FROM indicators
CROSS JOIN breaks_between
LEFT JOIN scores USING (indicator_no)
LEFT JOIN nation USING (indicator_no)
LEFT JOIN agencies ON agencies.agency_id = $agency
ORDER BY change_points ASC NULLS LAST, indicators.indicator_no;
