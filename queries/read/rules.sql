-- purpose: Every year of which rules, questions or figures are known, with the rules that count for it, their source and who put them in.
-- column fiscal_year INTEGER NOT NULL: score year
-- column basis VARCHAR: shipped, stated or assumed; null for a year without rules
-- column from_year INTEGER: the year whose rules are assumed; null for rules of the year itself
-- column rules_basis VARCHAR: as assessment has it: shipped, stated or assumed:YYYY
-- column source VARCHAR: sources of the weights and levels, joined by ;
-- column person VARCHAR: who stated or assumed them, where it was said; null for shipped ones
-- column since TIMESTAMP: UTC, when they were stated or assumed; null for shipped ones
-- column import_id VARCHAR: for undo; null for shipped ones
-- column is_shipped BOOLEAN NOT NULL: whether rules of the year ship, also where stated ones count before them
-- column levels_known BOOLEAN NOT NULL: whether the rules have levels
-- column ended_from_year INTEGER: the year that was assumed until rules of the year itself shipped; null otherwise
-- column agencies BIGINT NOT NULL: agencies with figures of the year, averages and the demonstration aside
-- grain: one row a fiscal year
-- order: fiscal_year
WITH sources AS (
    SELECT fiscal_year, string_agg(DISTINCT source, '; ' ORDER BY source) AS source
    FROM (
        SELECT fiscal_year, source FROM year_instruments
        UNION
        SELECT fiscal_year, source FROM year_level_rules
    )
    GROUP BY fiscal_year
),

years AS (
    SELECT fiscal_year FROM year_rules
    UNION
    SELECT fiscal_year FROM agency_years
    UNION
    SELECT fiscal_year FROM question_counts
),

ended AS (
    SELECT facts.fiscal_year, arg_max(facts.from_year, facts.import_no) AS from_year
    FROM assumption_facts AS facts
    INNER JOIN undos USING (import_no)
    WHERE undos.reason = 'rules-shipped'
    GROUP BY facts.fiscal_year
),

counts AS (
    SELECT years.fiscal_year, count(*) AS agencies
    FROM agency_years AS years
    INNER JOIN agencies USING (agency_id)
    WHERE NOT ends_with(agencies.kind, '_average') AND agencies.role <> 'demo'
    GROUP BY years.fiscal_year
)

SELECT
    years.fiscal_year,
    split_part(rules.basis, ':', 1) AS basis,
    nullif(rules.rules_year, rules.fiscal_year) AS from_year,
    rules.basis AS rules_basis,
    sources.source,
    people.person,
    imports.imported_at AS since,
    imports.import_id,
    EXISTS (FROM instruments AS i WHERE years.fiscal_year BETWEEN i.fiscal_year_from AND i.fiscal_year_to) AS is_shipped,
    EXISTS (FROM year_level_rules AS l WHERE l.fiscal_year = years.fiscal_year) AS levels_known,
    CASE WHEN rules.basis = 'shipped' THEN ended.from_year END AS ended_from_year,
    coalesce(counts.agencies, 0) AS agencies
FROM years
LEFT JOIN year_rules AS rules USING (fiscal_year)
LEFT JOIN sources USING (fiscal_year)
LEFT JOIN imports ON imports.import_no = rules.import_no
LEFT JOIN import_people AS people ON people.import_no = rules.import_no AND people.act = 'import'
LEFT JOIN ended USING (fiscal_year)
LEFT JOIN counts USING (fiscal_year)
ORDER BY years.fiscal_year;
