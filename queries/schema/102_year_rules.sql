-- purpose: The rules that count for each year: stated by a user before shipped before assumed from another year.
-- grain: one row a fiscal year that has rules; none for a year without
-- note: basis is shipped, stated or assumed:YYYY; rules_no is the import of stated rules, 0 for those that ship.
CREATE OR REPLACE VIEW year_rules AS
WITH own AS MATERIALIZED (
    SELECT fiscal_year, max(rules_no) AS rules_no
    FROM (
        SELECT unnest(range(fiscal_year_from, fiscal_year_to + 1))::INTEGER AS fiscal_year, 0::BIGINT AS rules_no
        FROM instruments
        UNION ALL
        SELECT stated.fiscal_year, stated.import_no AS rules_no
        FROM stated_instruments AS stated
        ANTI JOIN undos USING (import_no)
    )
    GROUP BY fiscal_year
),

assumed AS (
    SELECT fiscal_year, arg_max(from_year, import_no) AS from_year, max(import_no) AS import_no
    FROM assumption_facts
    ANTI JOIN undos USING (import_no)
    GROUP BY fiscal_year
)

SELECT
    fiscal_year,
    CASE WHEN rules_no = 0 THEN 'shipped' ELSE 'stated' END AS basis,
    fiscal_year AS rules_year,
    nullif(rules_no, 0) AS import_no,
    rules_no
FROM own
UNION ALL
SELECT
    assumed.fiscal_year,
    'assumed:' || assumed.from_year AS basis,
    assumed.from_year AS rules_year,
    assumed.import_no,
    own.rules_no
FROM assumed
INNER JOIN own ON own.fiscal_year = assumed.from_year
ANTI JOIN own AS of_itself ON of_itself.fiscal_year = assumed.fiscal_year;
