-- purpose: A plan runs outside its plan year, 1 October to 30 September.
-- severity: warning
SELECT agency_id, fiscal_year, indicator_no, plan_year, starts_on, ends_on
FROM current_plans
WHERE
    least(starts_on, ends_on) < make_date(plan_year - 544, 10, 1)
    OR greatest(starts_on, ends_on) > make_date(plan_year - 543, 9, 30)
ORDER BY agency_id, fiscal_year, indicator_no;
