-- purpose: The current score of each indicator by origin; a later import of an agency, year and origin replaces the earlier whole.
-- grain: one row an agency, score year, indicator and origin
CREATE OR REPLACE VIEW origin_scores AS
SELECT facts.*, ranks.origin_rank
FROM indicator_score_facts AS facts
INNER JOIN current_origins USING (agency_id, fiscal_year, origin, import_no)
INNER JOIN origin_ranks AS ranks USING (origin);
