-- purpose: The current score of each question by origin; a later import of an agency, year and origin replaces the earlier whole.
-- grain: one row an agency, score year, question code and origin
CREATE OR REPLACE VIEW origin_question_scores AS
WITH latest AS (
    SELECT agency_id, fiscal_year, origin, max(import_no) AS import_no
    FROM question_score_facts
    SEMI JOIN current_imports USING (import_no)
    GROUP BY agency_id, fiscal_year, origin
)

SELECT facts.*, ranks.origin_rank
FROM question_score_facts AS facts
INNER JOIN latest USING (agency_id, fiscal_year, origin, import_no)
INNER JOIN origin_ranks AS ranks USING (origin);
