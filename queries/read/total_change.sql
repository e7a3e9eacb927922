-- purpose: How the total changed between two stated years, beside the nation's change, with both levels.
-- param agency VARCHAR: agency id
-- param from_year INTEGER: first of the two score years compared
-- param to_year INTEGER: second of the two
-- column from_score DECIMAL(5,2): total of the first year on the common basis; null where there is none
-- column to_score DECIMAL(5,2): total of the second year on the common basis
-- column basis VARCHAR NOT NULL: published where both years have a published total, else computed
-- column from_shown DECIMAL(5,2): total of the first year as it is shown, published before computed
-- column to_shown DECIMAL(5,2): total of the second year as it is shown
-- column change_points DECIMAL(5,2): second - first
-- column national_from DECIMAL(5,2): the nation's total of the first year
-- column national_to DECIMAL(5,2): of the second
-- column national_change DECIMAL(5,2): the nation's change; null where one is not known
-- column change_vs_national DECIMAL(5,2): change - the nation's change
-- column national_note VARCHAR: why there is no comparison with the nation: not_known, or itself; null where there is one
-- column comparable BOOLEAN NOT NULL: false where a break of scores lies between the years
-- column levels_comparable BOOLEAN NOT NULL: false where the levels changed between the years, or the scores are not comparable
-- column from_level VARCHAR: level of the first year: published where both are, else calculated where both are, else as shown
-- column to_level VARCHAR: level of the second year
-- column level_basis VARCHAR: published, computed, or mixed where one level is published and the other calculated
-- column level_moved VARCHAR: up, same or down; null where a level is not known, or they are mixed or not comparable
-- column from_rules_basis VARCHAR: rules of the first year: shipped, stated or assumed:YYYY; null without rules
-- column to_rules_basis VARCHAR: of the second
-- column break_note VARCHAR: breaks between the years, in Thai; null where there are none
-- column break_note_en VARCHAR: the same in English
-- grain: one row
-- order: single row
WITH
breaks_between AS (
    SELECT
        coalesce(bool_or(affects = 'scores' AND comparable = 'no'), FALSE) AS scores_broken,
        (SELECT count(DISTINCT l.levels) > 1 FROM year_level_lists AS l WHERE l.fiscal_year IN ($from_year, $to_year))
        OR coalesce(bool_or(affects = 'levels'), FALSE) OR scores_broken AS levels_broken,
        string_agg(fiscal_year || ': ' || what_th, ' · ' ORDER BY fiscal_year, affects) AS note_th,
        string_agg(fiscal_year || ': ' || what_en, ' · ' ORDER BY fiscal_year, affects) AS note_en
    FROM breaks
    WHERE fiscal_year > least($from_year, $to_year) AND fiscal_year <= greatest($from_year, $to_year)
),

pair AS (
    SELECT
        a,
        b,
        a.total_published IS NOT NULL AND b.total_published IS NOT NULL AS published,
        CASE
            WHEN a.level_published IS NOT NULL AND b.level_published IS NOT NULL THEN 'published'
            WHEN a.level_calculated IS NOT NULL AND b.level_calculated IS NOT NULL THEN 'computed'
            WHEN a.level_shown IS NOT NULL AND b.level_shown IS NOT NULL THEN 'mixed'
        END AS level_basis,
        nation_a.national_total AS national_from,
        nation_b.national_total AS national_to,
        coalesce(agencies.kind = 'national_average', FALSE) AS is_nation
    FROM breaks_between
    LEFT JOIN agencies ON agencies.agency_id = $agency
    LEFT JOIN year_figures AS a ON a.agency_id = $agency AND a.fiscal_year = $from_year
    LEFT JOIN year_figures AS b ON b.agency_id = $agency AND b.fiscal_year = $to_year
    LEFT JOIN national_totals AS nation_a ON nation_a.fiscal_year = $from_year
    LEFT JOIN national_totals AS nation_b ON nation_b.fiscal_year = $to_year
)

SELECT
    CASE WHEN published THEN a.total_published ELSE a.total_computed END AS from_score,
    CASE WHEN published THEN b.total_published ELSE b.total_computed END AS to_score,
    CASE WHEN published THEN 'published' ELSE 'computed' END AS basis,
    a.total_shown AS from_shown,
    b.total_shown AS to_shown,
    (to_score - from_score)::DECIMAL(5, 2) AS change_points,
    national_from, national_to,
    (national_to - national_from)::DECIMAL(5, 2) AS national_change,
    CASE WHEN NOT is_nation THEN (to_score - from_score - (national_to - national_from))::DECIMAL(5, 2) END
        AS change_vs_national,
    CASE WHEN is_nation THEN 'itself' WHEN national_from IS NULL OR national_to IS NULL THEN 'not_known' END
        AS national_note,
    NOT scores_broken AS comparable,
    NOT levels_broken AS levels_comparable,
    CASE level_basis WHEN 'computed' THEN a.level_calculated ELSE a.level_shown END AS from_level,
    CASE level_basis WHEN 'computed' THEN b.level_calculated ELSE b.level_shown END AS to_level,
    level_basis,
    CASE
        WHEN NOT levels_broken AND level_basis = 'published'
            THEN ['down', 'same', 'up'][sign(a.level_shown_order - b.level_shown_order) + 2]
        WHEN NOT levels_broken AND level_basis = 'computed'
            THEN ['down', 'same', 'up'][sign(a.level_calculated_order - b.level_calculated_order) + 2]
    END AS level_moved,
    a.rules_basis AS from_rules_basis, b.rules_basis AS to_rules_basis,
    note_th AS break_note, note_en AS break_note_en
FROM pair
CROSS JOIN breaks_between
ORDER BY basis;
