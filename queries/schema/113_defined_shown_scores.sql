-- purpose: The score that is shown for each indicator: own result before report before published before synthetic.
-- grain: one row an agency, score year and indicator
CREATE OR REPLACE VIEW defined_shown_scores AS
SELECT *
FROM origin_scores
QUALIFY row_number() OVER (PARTITION BY agency_id, fiscal_year, indicator_no ORDER BY origin_rank) = 1;
