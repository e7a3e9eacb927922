-- purpose: The total of each agency and year: computed, published, and the one shown (published before computed).
-- grain: one row an agency and score year
-- note: a computed total is rounded half-up to two decimals, as it is shown and compared.
CREATE OR REPLACE VIEW year_totals AS
SELECT
    years.agency_id,
    years.fiscal_year,
    round(computed.total, 2)::DECIMAL(5, 2) AS total_computed,
    published.total AS total_published,
    coalesce(published.total, round(computed.total, 2)::DECIMAL(5, 2)) AS total_shown,
    computed.rules_basis
FROM agency_years AS years
LEFT JOIN total_results AS computed USING (agency_id, fiscal_year)
LEFT JOIN shown_totals AS published USING (agency_id, fiscal_year);
