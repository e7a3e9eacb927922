-- purpose: Scores that may be weighted points: an instrument's no more than its points of 100, or one far below others or the stored one.
-- note: as ita/importing/scores/plausibility.py says it of one agency; the median is that of the year's other scores.
-- param far_below INTEGER: points that one lies below, at least
INSERT INTO bulk_doubts
WITH weighed AS (
    SELECT
        scores.rowid AS place, scores.agency_id, scores.fiscal_year, scores.indicator_no, scores.score, rules.instrument,
        coalesce(scores.score > 0 AND scores.score <= rules.weight * 100, FALSE) AS is_small
    FROM bulk_scores AS scores
    LEFT JOIN indicator_rules AS rules USING (fiscal_year, indicator_no)
),

spread AS (
    SELECT agency_id, fiscal_year, list(score ORDER BY score) AS sorted, count(*) AS scores
    FROM bulk_scores
    GROUP BY agency_id, fiscal_year
    HAVING max(score) - min(score) > $far_below
),

-- Of the others, in order, those in the middle: past the score itself they stand one place further.
beside AS (
    SELECT
        weighed.place,
        list_position(spread.sorted, weighed.score) AS own,
        spread.scores // 2 AS lower,
        (spread.scores + 1) // 2 AS upper,
        spread.sorted[lower + (lower >= own)::INTEGER] + spread.sorted[upper + (upper >= own)::INTEGER]
        - 2 * weighed.score > 2 * $far_below AS is_far_below
    FROM weighed
    INNER JOIN spread USING (agency_id, fiscal_year)
)

SELECT 'score-may-be-weighted', 'scores', agency_id, fiscal_year, min(place)
FROM weighed
WHERE is_small
GROUP BY agency_id, fiscal_year, instrument
UNION ALL
SELECT 'score-may-be-weighted', 'scores', weighed.agency_id, weighed.fiscal_year, weighed.place
FROM weighed
LEFT JOIN beside USING (place)
LEFT JOIN shown_scores AS shown
    ON shown.agency_id = weighed.agency_id
    AND shown.fiscal_year = weighed.fiscal_year
    AND shown.indicator_no = weighed.indicator_no
WHERE
    NOT weighed.is_small
    AND (coalesce(beside.is_far_below, FALSE) OR coalesce(shown.score - weighed.score > $far_below, FALSE));
