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
        coalesce(bool_or(affects = 'levels'), FALSE) OR scores_broken AS levels_broken,
        string_agg(fiscal_year || ': ' || what_th, ' · ' ORDER BY fiscal_year, affects) AS note_th,
        string_agg(fiscal_year || ': ' || what_en, ' · ' ORDER BY fiscal_year, affects) AS note_en
    FROM breaks
    WHERE fiscal_year > least($from_year, $to_year) AND fiscal_year <= greatest($from_year, $to_year)
),

years AS (
    SELECT
        first.total_published IS NOT NULL AND second.total_published IS NOT NULL AS published,
        CASE WHEN published THEN first.total_published ELSE first.total_computed END AS from_score,
        CASE WHEN published THEN second.total_published ELSE second.total_computed END AS to_score,
        nation_first.national_total AS national_from,
        nation_second.national_total AS national_to,
        coalesce(agencies.kind = 'national_average', FALSE) AS is_nation,
        first.level_shown AS from_level,
        second.level_shown AS to_level,
        first.level_shown_order - second.level_shown_order AS levels_risen,
        first.level_calculated AS from_level_calculated,
        second.level_calculated AS to_level_calculated
    FROM breaks_between
    LEFT JOIN agencies ON agencies.agency_id = $agency
    LEFT JOIN year_figures AS first ON first.agency_id = $agency AND first.fiscal_year = $from_year
    LEFT JOIN year_figures AS second ON second.agency_id = $agency AND second.fiscal_year = $to_year
    LEFT JOIN national_totals AS nation_first ON nation_first.fiscal_year = $from_year
    LEFT JOIN national_totals AS nation_second ON nation_second.fiscal_year = $to_year
)

SELECT
    from_score,
    to_score,
    CASE WHEN published THEN 'published' ELSE 'computed' END AS basis,
    (to_score - from_score)::DECIMAL(5, 2) AS change_points,
    national_from,
    national_to,
    (national_to - national_from)::DECIMAL(5, 2) AS national_change,
    CASE WHEN NOT is_nation THEN (to_score - from_score - (national_to - national_from))::DECIMAL(5, 2) END
        AS change_vs_national,
    CASE WHEN is_nation THEN 'itself' WHEN national_from IS NULL OR national_to IS NULL THEN 'not_known' END
        AS national_note,
    NOT scores_broken AS comparable,
    NOT levels_broken AS levels_comparable,
    from_level,
    to_level,
    CASE WHEN NOT levels_broken THEN ['down', 'same', 'up'][sign(levels_risen) + 2] END AS level_moved,
    from_level_calculated,
    to_level_calculated,
    note_th AS break_note,
    note_en AS break_note_en
FROM years
CROSS JOIN breaks_between
ORDER BY basis;
