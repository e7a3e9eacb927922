-- purpose: The import that a kept value was taken from: the last one that held it then and was not undone yet.
UPDATE kept_fields SET read_in_import_no = earlier.import_no
FROM (
    WITH held AS (
        SELECT import_no, agency_id, fiscal_year, indicator_no, NULL::VARCHAR AS question_code, 'score' AS field
        FROM indicator_score_facts
        UNION ALL
        SELECT import_no, agency_id, fiscal_year, NULL::INTEGER AS indicator_no, code AS question_code, 'score' AS field
        FROM question_score_facts
        UNION ALL
        SELECT import_no, agency_id, fiscal_year, NULL::INTEGER AS indicator_no, NULL::VARCHAR AS question_code, 'total' AS field
        FROM total_facts
        WHERE total IS NOT NULL
        UNION ALL
        SELECT import_no, agency_id, fiscal_year, NULL::INTEGER AS indicator_no, NULL::VARCHAR AS question_code, 'level' AS field
        FROM total_facts
        WHERE level_th IS NOT NULL
        UNION ALL
        SELECT import_no, agency_id, fiscal_year, indicator_no, NULL::VARCHAR AS question_code, fields.field
        FROM plan_facts
        CROSS JOIN (SELECT DISTINCT field FROM kept_fields WHERE field <> 'score') AS fields
    )

    SELECT
        kept.import_no AS kept_in,
        kept.fiscal_year,
        kept.indicator_no,
        kept.question_code,
        kept.field,
        max(held.import_no) AS import_no
    FROM kept_fields AS kept
    INNER JOIN imports USING (import_no)
    INNER JOIN held
        ON held.import_no < kept.import_no
        AND held.agency_id = imports.agency_id
        AND held.fiscal_year = kept.fiscal_year
        AND held.indicator_no IS NOT DISTINCT FROM kept.indicator_no
        AND held.question_code IS NOT DISTINCT FROM kept.question_code
        AND held.field = kept.field
    INNER JOIN imports AS source ON source.import_no = held.import_no AND source.kind = imports.kind
    LEFT JOIN undos ON undos.import_no = held.import_no
    WHERE undos.undone_at IS NULL OR undos.undone_at > imports.imported_at
    GROUP BY ALL
) AS earlier
WHERE kept_fields.import_no = earlier.kept_in
    AND kept_fields.fiscal_year = earlier.fiscal_year
    AND kept_fields.indicator_no IS NOT DISTINCT FROM earlier.indicator_no
    AND kept_fields.question_code IS NOT DISTINCT FROM earlier.question_code
    AND kept_fields.field = earlier.field;
