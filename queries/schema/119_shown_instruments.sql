-- purpose: The score of an instrument as it was published or stated, by the origin that is shown first; evidence beside the calculated one.
-- grain: one row an agency, score year and instrument
CREATE OR REPLACE VIEW shown_instruments AS
SELECT facts.*
FROM instrument_score_facts AS facts
INNER JOIN current_origins USING (agency_id, fiscal_year, origin, import_no)
INNER JOIN origin_ranks AS ranks USING (origin)
QUALIFY row_number() OVER (
    PARTITION BY facts.agency_id, facts.fiscal_year, facts.instrument ORDER BY ranks.origin_rank
) = 1;
