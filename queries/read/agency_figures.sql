-- purpose: Every figure of an agency that is current, of every origin, shown or not: scores of indicators, instruments as stated, totals with levels, questions.
-- param agency VARCHAR: agency id
-- column fiscal_year INTEGER NOT NULL: score year
-- column part VARCHAR NOT NULL: total, instrument, indicator or question
-- column indicator_no INTEGER: 1-10; null but for an indicator
-- column code VARCHAR: IIT, EIT or OIT of an instrument, i1, e2, o27 ... of a question; else null
-- column score DECIMAL(5,2): 0-100; null of a total where only its level was stated
-- column level VARCHAR: level as published or typed with a total; else null
-- column origin VARCHAR NOT NULL: own_result, report, published or synthetic
-- column is_shown BOOLEAN NOT NULL: whether it is the one that is shown where several origins give it
-- column source VARCHAR: file, publication or page that it was taken from
-- column file_name VARCHAR: name of the imported file; null where typed or shipped
-- column place_table INTEGER: table of the file, or number of the sheet, from 1
-- column place_row INTEGER: row, from 1
-- column place_column INTEGER: column, from 1
-- column import_no BIGINT NOT NULL: number of the import
-- column import_id VARCHAR NOT NULL: import
-- column kind VARCHAR NOT NULL: report, scores, bulk, published or demo
-- column imported_at TIMESTAMP NOT NULL: UTC
-- column person VARCHAR: who imported it, where it was said
-- grain: one row a figure and origin
-- order: fiscal_year, total, instruments, indicators, questions, each in its order, then the origin that is shown first
WITH figures AS (
    SELECT
        fiscal_year, 1 AS part_no, 'total' AS part, NULL::INTEGER AS indicator_no, NULL::VARCHAR AS code, total AS score, level_th AS level,
        origin, origin_rank, source, import_no, NULL::INTEGER AS place_table, place_row, NULL::INTEGER AS place_column
    FROM origin_totals
    WHERE agency_id = $agency
    UNION ALL
    SELECT
        facts.fiscal_year, 2, 'instrument', NULL, facts.instrument, facts.score, NULL, facts.origin, ranks.origin_rank,
        facts.source, facts.import_no, facts.place_table, facts.place_row, facts.place_column
    FROM instrument_score_facts AS facts
    INNER JOIN current_origins USING (agency_id, fiscal_year, origin, import_no)
    INNER JOIN origin_ranks AS ranks USING (origin)
    WHERE facts.agency_id = $agency
    UNION ALL
    SELECT
        fiscal_year, 3, 'indicator', indicator_no, NULL, score, NULL, origin, origin_rank,
        source, import_no, place_table, place_row, place_column
    FROM origin_scores
    WHERE agency_id = $agency
    UNION ALL
    SELECT
        fiscal_year, 4, 'question', NULL, code, score, NULL, origin, origin_rank,
        source, import_no, place_table, place_row, place_column
    FROM origin_question_scores
    WHERE agency_id = $agency
    UNION ALL
    SELECT
        stated.fiscal_year, 4, 'question', NULL, stated.code, stated.score, NULL, ranks.origin, ranks.origin_rank,
        NULL, stated.import_no, stated.place_table, stated.place_row, stated.place_column
    FROM report_question_scores AS stated
    INNER JOIN origin_ranks AS ranks ON ranks.origin = 'report'
    WHERE stated.agency_id = $agency
),

-- Codes in the order of the instruments, then of their numbers: i2 before i10, before e1.
numbered AS (
    SELECT
        *,
        list_position(['i', 'e', 'o'], lower(left(code, 1))) AS instrument_no,
        try_cast(substr(code, 2) AS INTEGER) AS code_no
    FROM figures
)

SELECT
    numbered.fiscal_year, numbered.part, numbered.indicator_no, numbered.code, numbered.score, numbered.level, numbered.origin,
    row_number() OVER (
        PARTITION BY numbered.fiscal_year, numbered.part, numbered.indicator_no, numbered.code ORDER BY numbered.origin_rank
    ) = 1 AS is_shown,
    coalesce(numbered.source, imports.file_name) AS source,
    imports.file_name, numbered.place_table, numbered.place_row, numbered.place_column, numbered.import_no,
    imports.import_id, imports.kind, imports.imported_at, people.person
FROM numbered
INNER JOIN imports USING (import_no)
LEFT JOIN import_people AS people ON people.import_no = numbered.import_no AND people.act = 'import'
ORDER BY fiscal_year, part_no, numbered.indicator_no, instrument_no, code_no, code, origin_rank;
