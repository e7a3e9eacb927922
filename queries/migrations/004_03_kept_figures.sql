-- purpose: The figures of results that were kept: indicators by number, questions by code, total and level by name.
INSERT INTO kept_fields BY NAME
SELECT
    import_no,
    fiscal_year,
    try_cast(figure AS INTEGER) AS indicator_no,
    CASE WHEN figure NOT IN ('total', 'level') AND try_cast(figure AS INTEGER) IS NULL THEN figure END AS question_code,
    CASE WHEN figure IN ('total', 'level') THEN figure ELSE 'score' END AS field
FROM (
    SELECT
        import_no,
        (params ->> 'year')::INTEGER AS fiscal_year,
        unnest(string_split((params ->> 'figures'), ', ')) AS figure
    FROM import_issues
    WHERE rule = 'left-standing' AND (params ->> 'figures') IS NOT NULL
);
