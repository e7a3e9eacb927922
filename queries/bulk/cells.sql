-- purpose: The cells of a bulk file, each beside the value that it is read as; null where it is none.
-- note: ita/store/bulk_rows.py runs this on the relation bulk_file: one row a row of the file, every cell a text.
-- note: what a program's arithmetic leaves behind two decimals (under 1e-6) is no decimal; nothing else is rounded.
CREATE OR REPLACE TEMP VIEW bulk_cells AS
SELECT
    agency_id,
    fiscal_year AS year_text,
    item,
    figure,
    CASE WHEN length(fiscal_year) = 4 THEN try_cast(fiscal_year AS INTEGER) END AS fiscal_year,
    CASE
        WHEN regexp_full_match(figure, '-?[0-9]+(\.[0-9]+)?') THEN try_cast(figure AS DECIMAL(18, 8))
    END AS number,
    CASE
        WHEN number BETWEEN -0.000001 AND 100.000001 AND abs(number - round(number, 2)) < 0.000001
            THEN abs(round(number, 2))::DECIMAL(5, 2)
    END AS score
FROM bulk_file;
