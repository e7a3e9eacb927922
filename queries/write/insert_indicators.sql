-- purpose: Rows of indicators.
-- param rows STRUCT[]: one struct a row
INSERT INTO indicators BY NAME
SELECT
    r.indicator_no::INTEGER AS indicator_no,
    r.name_th::VARCHAR AS name_th,
    r.name_en::VARCHAR AS name_en,
    r.instrument::VARCHAR AS instrument,
    r.older_name_th::VARCHAR AS older_name_th,
    r.source::VARCHAR AS source
FROM (SELECT unnest($rows) AS r);
