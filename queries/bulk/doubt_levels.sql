-- purpose: Levels that are none of their year's, and levels that a total beside too few scores cannot have.
-- note: as ita/importing/plausibility.py says it of one agency.
INSERT INTO bulk_doubts
WITH sizes AS (
    SELECT fiscal_year, count(*) AS indicators, min(weight) AS least_weight
    FROM indicator_rules
    GROUP BY fiscal_year
),

named AS (
    SELECT
        totals.rowid AS place, totals.agency_id, totals.fiscal_year, totals.total, totals.level_th, own.level_order, own.min_total,
        coalesce(sizes.least_weight, 0) AS least_weight,
        (
            SELECT count(*)
            FROM bulk_scores AS scores
            INNER JOIN indicator_rules AS rules USING (fiscal_year, indicator_no)
            WHERE scores.agency_id = totals.agency_id AND scores.fiscal_year = totals.fiscal_year
        ) = sizes.indicators AS is_whole
    FROM bulk_totals AS totals
    SEMI JOIN year_level_rules AS any_level ON any_level.fiscal_year = totals.fiscal_year
    LEFT JOIN year_level_rules AS own ON own.fiscal_year = totals.fiscal_year AND own.level_th = totals.level_th
    LEFT JOIN sizes ON sizes.fiscal_year = totals.fiscal_year
    WHERE totals.level_th IS NOT NULL
)

SELECT 'level-unknown', 'totals', agency_id, fiscal_year, place
FROM named
WHERE level_order IS NULL
UNION ALL
SELECT 'level-impossible', 'totals', agency_id, fiscal_year, place
FROM named
WHERE
    total IS NOT NULL
    AND level_order IS NOT NULL
    AND is_whole IS NOT TRUE
    AND (
        total < min_total
        OR EXISTS (
            FROM year_level_rules AS better
            WHERE
                better.fiscal_year = named.fiscal_year
                AND better.level_order < named.level_order
                AND named.total >= better.min_total
                AND coalesce(named.total >= 100 - named.least_weight * (100 - better.min_each_instrument), TRUE)
        )
    );
