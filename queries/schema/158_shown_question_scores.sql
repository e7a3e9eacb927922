-- purpose: The one score that every screen shows of a question: ITAS's before the report's; the report's stands beside it.
-- grain: one row an agency, score year and question code
CREATE OR REPLACE VIEW shown_question_scores AS
WITH given AS (
    SELECT
        agency_id,
        fiscal_year,
        code,
        score,
        origin,
        origin_rank,
        source,
        import_no,
        place_table,
        place_row,
        place_column
    FROM origin_question_scores
    UNION ALL
    SELECT
        reports.agency_id,
        reports.fiscal_year,
        reports.code,
        reports.score,
        ranks.origin,
        ranks.origin_rank,
        imports.file_name AS source,
        reports.import_no,
        reports.place_table,
        reports.place_row,
        reports.place_column
    FROM report_question_scores AS reports
    INNER JOIN imports USING (import_no)
    INNER JOIN origin_ranks AS ranks ON ranks.origin = 'report'
)

SELECT given.*, reports.score AS score_report
FROM given
LEFT JOIN report_question_scores AS reports
    ON reports.agency_id = given.agency_id
    AND reports.fiscal_year = given.fiscal_year
    AND reports.code = given.code
QUALIFY row_number() OVER (
    PARTITION BY given.agency_id, given.fiscal_year, given.code ORDER BY given.origin_rank
) = 1;
