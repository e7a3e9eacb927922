-- purpose: A report does not hold all ten indicators.
-- severity: error
-- mend: Import the complete report.
SELECT imports.import_no, imports.agency_id, imports.fiscal_year, count(DISTINCT plans.indicator_no) AS indicators
FROM imports
LEFT JOIN plan_facts AS plans USING (import_no)
WHERE imports.kind = 'report'
GROUP BY ALL
HAVING count(DISTINCT plans.indicator_no) <> (SELECT count(*) FROM indicators)
ORDER BY imports.import_no;
