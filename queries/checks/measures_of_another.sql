-- purpose: All measures of an agency and year are word for word those of another agency or year.
-- severity: warning
WITH plans AS (
    SELECT
        agency_id,
        fiscal_year,
        string_agg(indicator_no || ' ' || title, chr(10) ORDER BY indicator_no, position) AS wording
    FROM current_measures
    GROUP BY agency_id, fiscal_year
)

SELECT first.agency_id, first.fiscal_year, second.agency_id AS other_agency_id, second.fiscal_year AS other_year
FROM plans AS first
INNER JOIN plans AS second
    ON second.wording = first.wording
    AND (second.agency_id, second.fiscal_year) > (first.agency_id, first.fiscal_year)
ORDER BY ALL;
