-- purpose: The current score of each question by origin; a later import of an agency, year and origin replaces the earlier whole.
-- grain: one row an agency, score year, question code and origin
CREATE OR REPLACE VIEW origin_question_scores AS
WITH latest AS (
    SELECT agency_id, fiscal_year, origin, import_no
    FROM current_parts
    WHERE part = 'questions'
)

SELECT facts.*, ranks.origin_rank
FROM question_score_facts AS facts
INNER JOIN latest USING (agency_id, fiscal_year, origin, import_no)
INNER JOIN origin_ranks AS ranks USING (origin);
