-- purpose: The published or typed total that is shown for each agency and year.
-- grain: one row an agency and score year
CREATE OR REPLACE VIEW defined_shown_totals AS
SELECT *
FROM origin_totals
QUALIFY row_number() OVER (PARTITION BY agency_id, fiscal_year ORDER BY origin_rank) = 1;
