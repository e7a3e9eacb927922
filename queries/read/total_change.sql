-- purpose: How the total changed between two stated years, beside the nation's change, with both levels.
-- param agency VARCHAR: agency id
-- param from_year INTEGER: first of the two score years compared
-- param to_year INTEGER: second of the two
-- column from_score DECIMAL(5,2): total of the first year; null where not known
-- column to_score DECIMAL(5,2): total of the second year; null where not known
-- column basis VARCHAR: published where both years have a published total, else computed
-- column change_points DECIMAL(5,2): second - first
-- column national_from DECIMAL(5,2): the nation's total of the first year
-- column national_to DECIMAL(5,2): of the second
-- column national_change DECIMAL(5,2): the nation's change; null where one is not known
-- column change_vs_national DECIMAL(5,2): change - the nation's change
-- column national_note VARCHAR: why there is no comparison with the nation: not_known, or itself; null where there is one
-- column comparable BOOLEAN: false where a break of scores lies between the years
-- column levels_comparable BOOLEAN: false where the levels changed between the years, or the scores are not comparable
-- column from_level VARCHAR: level of the first year: published, else calculated
-- column to_level VARCHAR: level of the second year
-- column level_moved VARCHAR: up, same or down; null where a level is not known or the levels are not comparable
-- column from_level_calculated VARCHAR: calculated level of the first year
-- column to_level_calculated VARCHAR: calculated level of the second year
-- column break_note VARCHAR: breaks between the years, in Thai; null where there are none
-- column break_note_en VARCHAR: the same in English
-- grain: one row
-- order: single row
WITH
breaks_between AS (
    SELECT
        coalesce(bool_or(affects = 'scores' AND comparable = 'no'), FALSE) AS scores_broken,
        coalesce(bool_or(affects = 'levels'), FALSE) AS levels_broken,
        string_agg(fiscal_year || ': ' || what_th, ' · ' ORDER BY fiscal_year, affects) FILTER (WHERE TRUE) AS note_th,
        string_agg(fiscal_year || ': ' || what_en, ' · ' ORDER BY fiscal_year, affects) FILTER (WHERE TRUE) AS note_en
    FROM breaks
    WHERE fiscal_year > least($from_year, $to_year) AND fiscal_year <= greatest($from_year, $to_year)
),

totals AS (
    SELECT
        max(total_published) FILTER (WHERE fiscal_year = $from_year) AS from_published,
        max(total_published) FILTER (WHERE fiscal_year = $to_year) AS to_published,
        max(total_computed) FILTER (WHERE fiscal_year = $from_year) AS from_computed,
        max(total_computed) FILTER (WHERE fiscal_year = $to_year) AS to_computed
    FROM year_totals
    WHERE agency_id = $agency
),

chosen AS (
    SELECT
        from_published IS NOT NULL AND to_published IS NOT NULL AS published,
        CASE WHEN published THEN from_published ELSE from_computed END AS from_score,
        CASE WHEN published THEN to_published ELSE to_computed END AS to_score
    FROM totals
),

levels AS (
    SELECT
        max(level_shown) FILTER (WHERE fiscal_year = $from_year) AS from_level,
        max(level_shown) FILTER (WHERE fiscal_year = $to_year) AS to_level,
        max(level_shown_order) FILTER (WHERE fiscal_year = $from_year) AS from_order,
        max(level_shown_order) FILTER (WHERE fiscal_year = $to_year) AS to_order,
        max(level_calculated) FILTER (WHERE fiscal_year = $from_year) AS from_level_calculated,
        max(level_calculated) FILTER (WHERE fiscal_year = $to_year) AS to_level_calculated
    FROM year_levels
    WHERE agency_id = $agency
),

nation AS (
    SELECT
        max(national_total) FILTER (WHERE fiscal_year = $from_year) AS national_from,
        max(national_total) FILTER (WHERE fiscal_year = $to_year) AS national_to
    FROM national_totals
),

own_kind AS (
    SELECT coalesce(max(kind) = 'national_average', FALSE) AS is_nation
    FROM agencies
    WHERE agency_id = $agency
)

SELECT
    chosen.from_score,
    chosen.to_score,
    CASE WHEN chosen.published THEN 'published' ELSE 'computed' END AS basis,
    (chosen.to_score - chosen.from_score)::DECIMAL(5, 2) AS change_points,
    nation.national_from,
    nation.national_to,
    (nation.national_to - nation.national_from)::DECIMAL(5, 2) AS national_change,
    CASE
        WHEN NOT own_kind.is_nation
            THEN (chosen.to_score - chosen.from_score - (nation.national_to - nation.national_from))::DECIMAL(5, 2)
    END AS change_vs_national,
    CASE
        WHEN own_kind.is_nation THEN 'itself'
        WHEN nation.national_from IS NULL OR nation.national_to IS NULL THEN 'not_known'
    END AS national_note,
    NOT breaks_between.scores_broken AS comparable,
    NOT (breaks_between.levels_broken OR breaks_between.scores_broken) AS levels_comparable,
    levels.from_level,
    levels.to_level,
    CASE
        WHEN breaks_between.levels_broken OR breaks_between.scores_broken THEN NULL
        WHEN levels.to_order < levels.from_order THEN 'up'
        WHEN levels.to_order > levels.from_order THEN 'down'
        WHEN levels.to_order = levels.from_order THEN 'same'
    END AS level_moved,
    levels.from_level_calculated,
    levels.to_level_calculated,
    breaks_between.note_th AS break_note,
    breaks_between.note_en AS break_note_en
FROM chosen
CROSS JOIN levels
CROSS JOIN nation
CROSS JOIN own_kind
CROSS JOIN breaks_between
ORDER BY basis;
