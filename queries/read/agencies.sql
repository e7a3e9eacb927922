-- purpose: All agencies: a town of one's own first, then the sample, then published ones, averages and the demonstration; hidden tells that the sample no longer shows.
-- column agency_id VARCHAR NOT NULL: text slug
-- column name_th VARCHAR NOT NULL: name in Thai
-- column name_en VARCHAR: name in English, where known
-- column kind VARCHAR NOT NULL: kind of body
-- column district VARCHAR: district
-- column province VARCHAR: province
-- column role VARCHAR NOT NULL: own, sample, benchmark, published or demo
-- column latest_year INTEGER: latest score year of which anything is known
-- column latest_report_year INTEGER: latest score year with a report
-- column hidden BOOLEAN NOT NULL: true for the sample once a town of one's own exists
-- grain: one row an agency
-- order: own, sample, published, benchmark, demo; then name in Thai order, agency_id
WITH listed AS (
    SELECT
        agencies.agency_id,
        agencies.name_th,
        agencies.name_en,
        agencies.kind,
        agencies.district,
        agencies.province,
        agencies.role,
        max(years.fiscal_year) AS latest_year,
        max(reports.fiscal_year) AS latest_report_year,
        agencies.role = 'sample' AND EXISTS (FROM agencies AS mine WHERE mine.role = 'own') AS hidden
    FROM current_agencies AS agencies
    LEFT JOIN agency_years AS years USING (agency_id)
    LEFT JOIN current_reports AS reports USING (agency_id)
    GROUP BY ALL
)

SELECT *
FROM listed
ORDER BY list_position(['own', 'sample', 'published', 'benchmark', 'demo'], role), name_th COLLATE th, agency_id;
