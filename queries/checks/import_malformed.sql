-- purpose: An import has no number, another id than its number gives, no time, or lacks the agency or year of its kind.
-- severity: error
-- param first_import BIGINT: number of the first import to look at
-- param last_import BIGINT: number of the last import to look at
SELECT import_no, import_id, kind, agency_id, fiscal_year
FROM imports
WHERE
    import_no IS NULL
    OR (
        import_no BETWEEN $first_import AND $last_import
        AND (
            import_no < 1
            OR NOT coalesce(starts_with(import_id, import_no || '-'), FALSE)
            OR sha256 IS NULL
            OR imported_at IS NULL
            OR (kind IN ('report', 'scores', 'targets', 'agency', 'demo') AND agency_id IS NULL)
            OR (kind = 'report' AND fiscal_year IS NULL)
        )
    )
ORDER BY ALL;
