-- purpose: The plain means of indicators 1-5, 6-8 and 9-10: arithmetic that needs no rules of the year, and no official score.
-- grain: one row an agency and score year
-- note: null while one of its indicators has no score; rounded half-up in whole hundredths.
CREATE OR REPLACE VIEW plain_means AS
WITH spans AS (
    SELECT first_no, last_no, last_no - first_no + 1 AS indicators
    FROM (VALUES (1, 5), (6, 8), (9, 10)) AS given (first_no, last_no)
),

sums AS (
    SELECT
        scores.agency_id,
        scores.fiscal_year,
        spans.first_no,
        spans.indicators,
        CASE WHEN count(*) = spans.indicators THEN CAST(sum(scores.score) * 100 AS BIGINT) END AS hundredths
    FROM shown_scores AS scores
    INNER JOIN spans ON scores.indicator_no BETWEEN spans.first_no AND spans.last_no
    WHERE scores.score IS NOT NULL
    GROUP BY scores.agency_id, scores.fiscal_year, spans.first_no, spans.indicators
),

means AS (
    SELECT
        agency_id,
        fiscal_year,
        first_no,
        (((2 * hundredths + indicators) // (2 * indicators))::DECIMAL(9, 0) * 0.01::DECIMAL(3, 2))::DECIMAL(5, 2) AS mean
    FROM sums
)

SELECT
    years.agency_id,
    years.fiscal_year,
    max(means.mean) FILTER (WHERE means.first_no = 1) AS mean_1_5,
    max(means.mean) FILTER (WHERE means.first_no = 6) AS mean_6_8,
    max(means.mean) FILTER (WHERE means.first_no = 9) AS mean_9_10
FROM agency_years AS years
LEFT JOIN means USING (agency_id, fiscal_year)
GROUP BY years.agency_id, years.fiscal_year;
