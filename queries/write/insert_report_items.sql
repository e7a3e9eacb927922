-- purpose: Rows of report_items.
-- param rows STRUCT[]: one struct a row
INSERT INTO report_items BY NAME
SELECT
    r.fiscal_year::INTEGER AS fiscal_year,
    r.plan_item::VARCHAR AS plan_item,
    r.progress_item::VARCHAR AS progress_item,
    r.plan_title_th::VARCHAR AS plan_title_th,
    r.certainty::VARCHAR AS certainty,
    r.source::VARCHAR AS source
FROM (SELECT unnest($rows) AS r);
