-- purpose: Where that import had kept the value itself, the one before it, and so on, to the import that read it.
UPDATE kept_fields SET read_in_import_no = first.import_no
FROM (
    WITH RECURSIVE back AS (
        SELECT import_no AS kept_in, fiscal_year, indicator_no, question_code, field, read_in_import_no AS import_no
        FROM kept_fields
        UNION
        SELECT back.kept_in, back.fiscal_year, back.indicator_no, back.question_code, back.field, kept.read_in_import_no AS import_no
        FROM back
        INNER JOIN kept_fields AS kept
            ON kept.import_no = back.import_no
            AND kept.fiscal_year = back.fiscal_year
            AND kept.indicator_no IS NOT DISTINCT FROM back.indicator_no
            AND kept.question_code IS NOT DISTINCT FROM back.question_code
            AND kept.field = back.field
    )

    SELECT kept_in, fiscal_year, indicator_no, question_code, field, min(import_no) AS import_no
    FROM back
    GROUP BY ALL
) AS first
WHERE kept_fields.import_no = first.kept_in
    AND kept_fields.fiscal_year = first.fiscal_year
    AND kept_fields.indicator_no IS NOT DISTINCT FROM first.indicator_no
    AND kept_fields.question_code IS NOT DISTINCT FROM first.question_code
    AND kept_fields.field = first.field;
