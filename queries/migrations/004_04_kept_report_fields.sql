-- purpose: The fields of reports that were kept.
INSERT INTO kept_fields BY NAME
SELECT
    issues.import_no,
    imports.fiscal_year,
    (issues.params ->> 'number')::INTEGER AS indicator_no,
    unnest(string_split((issues.params ->> 'fields'), ', ')) AS field
FROM import_issues AS issues
INNER JOIN imports USING (import_no)
WHERE issues.rule = 'left-standing' AND (issues.params ->> 'fields') IS NOT NULL;
