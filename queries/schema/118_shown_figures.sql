-- purpose: Every score and total that is shown, with the import that it was read in: an earlier one where a person kept the value.
-- grain: one row an agency, score year and indicator with a score, and one for the total (indicator_no is null)
-- note: read_in_import_no is null where a value was kept and an older version did not say from where.
CREATE OR REPLACE VIEW shown_figures AS
WITH figures AS (
    SELECT
        agency_id, fiscal_year, indicator_no, 'score' AS field, score, origin, source, import_no, place_table, place_row, place_column
    FROM shown_scores
    UNION ALL
    SELECT
        agency_id,
        fiscal_year,
        NULL::INTEGER AS indicator_no,
        'total' AS field,
        total AS score,
        origin,
        source,
        import_no,
        NULL::INTEGER AS place_table,
        place_row,
        NULL::INTEGER AS place_column
    FROM shown_totals
    WHERE total IS NOT NULL
)

SELECT
    figures.*,
    kept.import_no IS NOT NULL AS is_kept,
    CASE WHEN kept.import_no IS NULL THEN figures.import_no ELSE kept.read_in_import_no END AS read_in_import_no
FROM figures
LEFT JOIN kept_fields AS kept
    ON kept.import_no = figures.import_no
    AND kept.fiscal_year = figures.fiscal_year
    AND kept.indicator_no IS NOT DISTINCT FROM figures.indicator_no
    AND kept.question_code IS NULL
    AND kept.field = figures.field;
