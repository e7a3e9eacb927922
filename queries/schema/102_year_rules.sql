-- purpose: The rules that count for each year: stated by a user before shipped before assumed from another year.
-- grain: one row a fiscal year that has rules; none for a year without
-- note: basis is shipped, stated or assumed:YYYY; rules_import_no holds stated rules, null where they ship.
CREATE OR REPLACE VIEW year_rules AS
WITH stated AS (
    SELECT fiscal_year, max(import_no) AS import_no
    FROM stated_instruments
    SEMI JOIN live_imports USING (import_no)
    GROUP BY fiscal_year
),

shipped AS (
    SELECT DISTINCT unnest(range(fiscal_year_from, fiscal_year_to + 1))::INTEGER AS fiscal_year
    FROM instruments
),

known AS (
    SELECT fiscal_year, 'stated' AS basis, import_no
    FROM stated
    UNION ALL
    SELECT fiscal_year, 'shipped' AS basis, NULL::BIGINT AS import_no
    FROM shipped
    ANTI JOIN stated USING (fiscal_year)
),

assumed AS (
    SELECT fiscal_year, arg_max(from_year, import_no) AS from_year, max(import_no) AS import_no
    FROM assumption_facts
    SEMI JOIN live_imports USING (import_no)
    GROUP BY fiscal_year
)

SELECT fiscal_year, basis, fiscal_year AS rules_year, import_no, import_no AS rules_import_no
FROM known
UNION ALL
SELECT
    assumed.fiscal_year,
    'assumed:' || assumed.from_year AS basis,
    assumed.from_year AS rules_year,
    assumed.import_no,
    known.import_no AS rules_import_no
FROM assumed
INNER JOIN known ON known.fiscal_year = assumed.from_year
ANTI JOIN known AS own ON own.fiscal_year = assumed.fiscal_year;
