-- purpose: Rows of stated_indicators.
-- param rows STRUCT[]: one struct a row
INSERT INTO stated_indicators BY NAME
SELECT
    r.import_no::BIGINT AS import_no,
    r.fiscal_year::INTEGER AS fiscal_year,
    r.indicator_no::INTEGER AS indicator_no,
    r.instrument::VARCHAR AS instrument,
    r.source::VARCHAR AS source
FROM (SELECT unnest($rows) AS r);
