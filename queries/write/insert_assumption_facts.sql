-- purpose: Rows of assumption_facts.
-- param rows STRUCT[]: one struct a row
INSERT INTO assumption_facts BY NAME
SELECT
    r.import_no::BIGINT AS import_no,
    r.fiscal_year::INTEGER AS fiscal_year,
    r.from_year::INTEGER AS from_year
FROM (SELECT unnest($rows) AS r);
