-- purpose: A fact names an agency that is not there.
-- severity: error
-- mend: Restore the latest backup.
WITH named AS (
    SELECT agency_id FROM imports WHERE agency_id IS NOT NULL
    UNION
    SELECT agency_id FROM indicator_score_facts
    UNION
    SELECT agency_id FROM total_facts
    UNION
    SELECT agency_id FROM plan_facts
    UNION
    SELECT agency_id FROM question_score_facts
    UNION
    SELECT agency_id FROM target_facts
    UNION
    SELECT agency_id FROM instrument_score_facts
)

SELECT agency_id
FROM named
ANTI JOIN agencies USING (agency_id)
ORDER BY agency_id;
