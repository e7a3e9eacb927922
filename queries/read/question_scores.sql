-- purpose: Scores of questions and disclosure items of an agency and year, as typed or imported.
-- param agency VARCHAR: agency id
-- param year INTEGER: score year (Buddhist-era fiscal year)
-- column code VARCHAR NOT NULL: as the year's framework writes it, such as i1, e2, o27
-- column instrument VARCHAR NOT NULL: IIT, EIT or OIT
-- column indicator_no INTEGER: 1-10; null where the year's framework does not know the code
-- column question VARCHAR: wording in Thai; null where not known
-- column score DECIMAL(5,2) NOT NULL: 0-100, higher is better, also where the question asks for something bad
-- column gap_points DECIMAL(5,2) NOT NULL: 100 - score
-- column score_report DECIMAL(5,2): what the report states for the same question; null where it states nothing
-- column difference DECIMAL(5,2): score - score_report; null where the report states nothing
-- column origin VARCHAR NOT NULL: origin of the score
-- column source VARCHAR: where it comes from
-- grain: one row a question code with a score
-- order: IIT, EIT, OIT, then number of the code, code
WITH shown AS (
    SELECT *
    FROM shown_question_scores
    WHERE agency_id = $agency AND fiscal_year = $year AND origin <> 'report'
),

known AS (
    SELECT code, min(indicator_no) AS indicator_no, min(text_th) AS question
    FROM questions
    WHERE fiscal_year = $year
    GROUP BY code
)

SELECT
    shown.code,
    CASE left(shown.code, 1) WHEN 'i' THEN 'IIT' WHEN 'e' THEN 'EIT' WHEN 'o' THEN 'OIT' END AS instrument,
    known.indicator_no,
    known.question,
    shown.score,
    (100 - shown.score)::DECIMAL(5, 2) AS gap_points,
    shown.score_report,
    (shown.score - shown.score_report)::DECIMAL(5, 2) AS difference,
    shown.origin,
    shown.source
FROM shown
LEFT JOIN known USING (code)
ORDER BY list_position(['i', 'e', 'o'], left(shown.code, 1)), try_cast(substr(shown.code, 2) AS INTEGER), shown.code;
