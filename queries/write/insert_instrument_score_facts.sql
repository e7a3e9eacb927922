-- purpose: Rows of instrument_score_facts.
-- param rows STRUCT[]: one struct a row
INSERT INTO instrument_score_facts BY NAME
SELECT
    r.import_no::BIGINT AS import_no,
    r.agency_id::VARCHAR AS agency_id,
    r.fiscal_year::INTEGER AS fiscal_year,
    r.origin::VARCHAR AS origin,
    r.instrument::VARCHAR AS instrument,
    r.score::DECIMAL(5, 2) AS score,
    r.source::VARCHAR AS source,
    r.place_table::INTEGER AS place_table,
    r.place_row::INTEGER AS place_row,
    r.place_column::INTEGER AS place_column
FROM (SELECT unnest($rows) AS r);
