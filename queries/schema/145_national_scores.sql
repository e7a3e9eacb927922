-- purpose: The nation's published score of an indicator and year; most are not known.
-- grain: one row a fiscal year and indicator
CREATE OR REPLACE VIEW national_scores AS
SELECT scores.fiscal_year, scores.indicator_no, max(scores.score) AS national_score
FROM shown_scores AS scores
SEMI JOIN (FROM agencies WHERE kind = 'national_average') USING (agency_id)
GROUP BY scores.fiscal_year, scores.indicator_no;
