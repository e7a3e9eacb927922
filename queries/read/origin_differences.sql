-- purpose: Indicators for which two origins give different scores: the one shown and the other, both kept.
-- param agency VARCHAR: agency id
-- param year INTEGER: score year (Buddhist-era fiscal year)
-- column indicator_no INTEGER NOT NULL: 1-10
-- column origin_shown VARCHAR NOT NULL: origin of the score shown
-- column score_shown DECIMAL(5,2) NOT NULL: 0-100
-- column origin_other VARCHAR NOT NULL: the other origin
-- column score_other DECIMAL(5,2) NOT NULL: 0-100
-- column difference DECIMAL(5,2) NOT NULL: shown - other
-- grain: one row an indicator and other origin that differs
-- order: indicator_no, origin_other
SELECT
    shown.indicator_no,
    shown.origin AS origin_shown,
    shown.score AS score_shown,
    other.origin AS origin_other,
    other.score AS score_other,
    (shown.score - other.score)::DECIMAL(5, 2) AS difference
FROM shown_scores AS shown
INNER JOIN origin_scores AS other USING (agency_id, fiscal_year, indicator_no)
WHERE shown.agency_id = $agency AND shown.fiscal_year = $year
    AND other.origin <> shown.origin AND other.score <> shown.score
ORDER BY shown.indicator_no, other.origin;
