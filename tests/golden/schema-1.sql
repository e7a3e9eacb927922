-- The schema as it was at version 1, before there were migrations: tables, then views. Never changed.
CREATE TABLE IF NOT EXISTS schema_version (
    version INTEGER
);
CREATE TABLE IF NOT EXISTS write_lock (
    lock_id INTEGER,
    turn BIGINT
);
CREATE TABLE IF NOT EXISTS agencies (
    agency_id VARCHAR,
    name_th VARCHAR,
    name_en VARCHAR,
    kind VARCHAR,
    district VARCHAR,
    province VARCHAR,
    role VARCHAR,
    source VARCHAR
);
CREATE TABLE IF NOT EXISTS reference_files (
    file_name VARCHAR,
    sha256 VARCHAR
);
CREATE TABLE IF NOT EXISTS instruments (
    fiscal_year_from INTEGER,
    fiscal_year_to INTEGER,
    instrument VARCHAR,
    name_th VARCHAR,
    name_en VARCHAR,
    weight DECIMAL(7, 6),
    source VARCHAR,
    certainty VARCHAR
);
CREATE TABLE IF NOT EXISTS indicators (
    indicator_no INTEGER,
    name_th VARCHAR,
    name_en VARCHAR,
    instrument VARCHAR,
    older_name_th VARCHAR,
    source VARCHAR
);
CREATE TABLE IF NOT EXISTS rating_levels (
    fiscal_year_from INTEGER,
    fiscal_year_to INTEGER,
    level_order INTEGER,
    level_th VARCHAR,
    min_total DECIMAL(5, 2),
    min_each_instrument DECIMAL(5, 2),
    source VARCHAR,
    certainty VARCHAR
);
CREATE TABLE IF NOT EXISTS questions (
    fiscal_year INTEGER,
    instrument VARCHAR,
    code VARCHAR,
    indicator_no INTEGER,
    sub_no INTEGER,
    text_th VARCHAR,
    sub_item_th VARCHAR,
    source VARCHAR,
    note VARCHAR,
    certainty VARCHAR
);
CREATE TABLE IF NOT EXISTS question_counts (
    fiscal_year INTEGER,
    iit INTEGER,
    eit INTEGER,
    oit INTEGER,
    certainty VARCHAR,
    source VARCHAR
);
CREATE TABLE IF NOT EXISTS breaks (
    fiscal_year INTEGER,
    affects VARCHAR,
    what_th VARCHAR,
    what_en VARCHAR,
    comparable VARCHAR,
    certainty VARCHAR,
    source VARCHAR
);
CREATE TABLE IF NOT EXISTS report_items (
    fiscal_year INTEGER,
    plan_item VARCHAR,
    progress_item VARCHAR,
    plan_title_th VARCHAR,
    certainty VARCHAR,
    source VARCHAR
);
CREATE TABLE IF NOT EXISTS published_explanations (
    agency_id VARCHAR,
    fiscal_year INTEGER,
    instrument VARCHAR,
    bound VARCHAR,
    effect VARCHAR,
    source VARCHAR
);
CREATE TABLE IF NOT EXISTS imports (
    import_no BIGINT,
    import_id VARCHAR,
    kind VARCHAR,
    agency_id VARCHAR,
    fiscal_year INTEGER,
    plan_year INTEGER,
    file_name VARCHAR,
    sha256 VARCHAR,
    byte_count BIGINT,
    imported_at TIMESTAMP,
    app_version VARCHAR
);
CREATE TABLE IF NOT EXISTS undos (
    import_no BIGINT,
    undone_at TIMESTAMP,
    reason VARCHAR
);
CREATE TABLE IF NOT EXISTS import_issues (
    import_no BIGINT,
    issue_no INTEGER,
    rule VARCHAR,
    severity VARCHAR,
    text VARCHAR,
    params VARCHAR,
    place_table INTEGER,
    place_row INTEGER,
    place_column INTEGER
);
CREATE TABLE IF NOT EXISTS indicator_score_facts (
    import_no BIGINT,
    agency_id VARCHAR,
    fiscal_year INTEGER,
    indicator_no INTEGER,
    score DECIMAL(5, 2),
    origin VARCHAR,
    source VARCHAR,
    place_table INTEGER,
    place_row INTEGER,
    place_column INTEGER
);
CREATE TABLE IF NOT EXISTS total_facts (
    import_no BIGINT,
    agency_id VARCHAR,
    fiscal_year INTEGER,
    total DECIMAL(5, 2),
    level_th VARCHAR,
    agencies INTEGER,
    passed_85 INTEGER,
    origin VARCHAR,
    source VARCHAR,
    place_row INTEGER
);
CREATE TABLE IF NOT EXISTS plan_facts (
    import_no BIGINT,
    agency_id VARCHAR,
    fiscal_year INTEGER,
    plan_year INTEGER,
    indicator_no INTEGER,
    question_code VARCHAR,
    question VARCHAR,
    question_score DECIMAL(5, 2),
    question_score_basis VARCHAR,
    analysis VARCHAR,
    rationale VARCHAR,
    starts_on DATE,
    ends_on DATE,
    period_text VARCHAR,
    place_table INTEGER,
    place_row INTEGER,
    place_column INTEGER
);
CREATE TABLE IF NOT EXISTS measure_facts (
    import_no BIGINT,
    measure_id VARCHAR,
    agency_id VARCHAR,
    fiscal_year INTEGER,
    indicator_no INTEGER,
    position INTEGER,
    title VARCHAR,
    place_table INTEGER,
    place_row INTEGER,
    place_column INTEGER
);
CREATE TABLE IF NOT EXISTS step_facts (
    import_no BIGINT,
    agency_id VARCHAR,
    fiscal_year INTEGER,
    indicator_no INTEGER,
    position INTEGER,
    measure_id VARCHAR,
    text VARCHAR,
    place_table INTEGER,
    place_row INTEGER,
    place_column INTEGER
);
CREATE TABLE IF NOT EXISTS unit_facts (
    import_no BIGINT,
    agency_id VARCHAR,
    fiscal_year INTEGER,
    indicator_no INTEGER,
    position INTEGER,
    unit VARCHAR
);
CREATE TABLE IF NOT EXISTS raw_cells (
    import_no BIGINT,
    indicator_no INTEGER,
    field VARCHAR,
    place_table INTEGER,
    place_row INTEGER,
    place_column INTEGER,
    text VARCHAR
);
CREATE OR REPLACE VIEW live_imports AS
SELECT imports.*
FROM imports
ANTI JOIN undos USING (import_no);
CREATE OR REPLACE VIEW current_reports AS
SELECT agency_id, fiscal_year, max(import_no) AS import_no
FROM live_imports
WHERE kind = 'report'
GROUP BY agency_id, fiscal_year;
CREATE OR REPLACE VIEW current_origins AS
WITH given AS (
    SELECT agency_id, fiscal_year, origin, import_no FROM indicator_score_facts
    UNION
    SELECT agency_id, fiscal_year, origin, import_no FROM total_facts
)

SELECT agency_id, fiscal_year, origin, max(import_no) AS import_no
FROM given
SEMI JOIN live_imports USING (import_no)
GROUP BY agency_id, fiscal_year, origin;
CREATE OR REPLACE VIEW origin_ranks AS
SELECT origin, origin_rank
FROM (VALUES ('own_result', 1), ('report', 2), ('published', 3), ('synthetic', 4)) AS ranks (origin, origin_rank);
CREATE OR REPLACE VIEW origin_scores AS
SELECT facts.*, ranks.origin_rank
FROM indicator_score_facts AS facts
INNER JOIN current_origins USING (agency_id, fiscal_year, origin, import_no)
INNER JOIN origin_ranks AS ranks USING (origin);
CREATE OR REPLACE VIEW origin_totals AS
SELECT facts.*, ranks.origin_rank
FROM total_facts AS facts
INNER JOIN current_origins USING (agency_id, fiscal_year, origin, import_no)
INNER JOIN origin_ranks AS ranks USING (origin);
CREATE OR REPLACE VIEW shown_scores AS
SELECT *
FROM origin_scores
QUALIFY row_number() OVER (PARTITION BY agency_id, fiscal_year, indicator_no ORDER BY origin_rank) = 1;
CREATE OR REPLACE VIEW shown_totals AS
SELECT *
FROM origin_totals
QUALIFY row_number() OVER (PARTITION BY agency_id, fiscal_year ORDER BY origin_rank) = 1;
CREATE OR REPLACE VIEW agency_years AS
SELECT agency_id, fiscal_year
FROM origin_scores
UNION
SELECT agency_id, fiscal_year
FROM origin_totals;
CREATE OR REPLACE VIEW indicator_rules AS
WITH years AS (
    SELECT unnest(range(fiscal_year_from, fiscal_year_to + 1))::INTEGER AS fiscal_year, instrument, weight
    FROM instruments
),

sizes AS (
    SELECT instrument, count(*) AS indicators_in_instrument
    FROM indicators
    GROUP BY instrument
)

SELECT
    years.fiscal_year,
    indicators.indicator_no,
    indicators.instrument,
    years.weight,
    sizes.indicators_in_instrument,
    (CAST(years.weight * 1000000 AS BIGINT) // sizes.indicators_in_instrument)::DECIMAL(9, 0)
    * 0.000001::DECIMAL(7, 6) AS point_weight
FROM years
INNER JOIN indicators USING (instrument)
INNER JOIN sizes USING (instrument);
CREATE OR REPLACE VIEW indicator_results AS
SELECT
    agency_years.agency_id,
    agency_years.fiscal_year,
    indicators.indicator_no,
    indicators.instrument,
    shown.score,
    100 - shown.score AS gap_points,
    rules.point_weight * (100 - shown.score) AS lost_points,
    rules.point_weight,
    rules.weight,
    rules.indicators_in_instrument,
    shown.origin,
    shown.import_no,
    shown.source
FROM agency_years
CROSS JOIN indicators
LEFT JOIN indicator_rules AS rules
    ON rules.fiscal_year = agency_years.fiscal_year AND rules.indicator_no = indicators.indicator_no
LEFT JOIN shown_scores AS shown
    ON shown.agency_id = agency_years.agency_id
    AND shown.fiscal_year = agency_years.fiscal_year
    AND shown.indicator_no = indicators.indicator_no;
CREATE OR REPLACE VIEW instrument_results AS
WITH sums AS (
    SELECT
        agency_id,
        fiscal_year,
        instrument,
        min(indicator_no) AS first_indicator_no,
        count(*) AS indicators_in_instrument,
        CASE WHEN count(score) = count(*) AND count(point_weight) = count(*) THEN sum(score) END AS score_sum
    FROM indicator_results
    GROUP BY agency_id, fiscal_year, instrument
)

SELECT
    agency_id,
    fiscal_year,
    instrument,
    first_indicator_no,
    indicators_in_instrument,
    score_sum,
    (((2 * CAST(score_sum * 100 AS BIGINT) + indicators_in_instrument) // (2 * indicators_in_instrument))::DECIMAL(9, 0)
    * 0.01::DECIMAL(3, 2))::DECIMAL(5, 2) AS score
FROM sums;
CREATE OR REPLACE VIEW total_results AS
SELECT
    agency_id,
    fiscal_year,
    count(score) AS scored_indicators,
    count(point_weight) = count(*) AS rules_known,
    CASE WHEN count(score) = count(*) AND count(point_weight) = count(*) THEN sum(point_weight * score) END AS total
FROM indicator_results
GROUP BY agency_id, fiscal_year;
CREATE OR REPLACE VIEW level_checks AS
WITH levels AS (
    SELECT
        unnest(range(fiscal_year_from, fiscal_year_to + 1))::INTEGER AS fiscal_year,
        level_order,
        level_th,
        min_total,
        min_each_instrument
    FROM rating_levels
),

instrument_shortfalls AS (
    SELECT
        levels.fiscal_year,
        results.agency_id,
        levels.level_order,
        bool_and(results.score_sum >= levels.min_each_instrument * results.indicators_in_instrument) AS all_reached,
        string_agg(results.instrument, '+' ORDER BY results.first_indicator_no)
            FILTER (WHERE results.score_sum < levels.min_each_instrument * results.indicators_in_instrument)
            AS short_instruments,
        max(
            (2 * CAST((levels.min_each_instrument * results.indicators_in_instrument - results.score_sum) * 100 AS BIGINT)
            + results.indicators_in_instrument) // (2 * results.indicators_in_instrument)
        ) AS widest_hundredths
    FROM levels
    INNER JOIN instrument_results AS results USING (fiscal_year)
    WHERE levels.min_each_instrument IS NOT NULL
    GROUP BY levels.fiscal_year, results.agency_id, levels.level_order
)

SELECT
    totals.agency_id,
    totals.fiscal_year,
    levels.level_order,
    levels.level_th,
    totals.total >= levels.min_total AND coalesce(shortfalls.all_reached, TRUE) AS reached,
    levels.min_total - totals.total AS total_shortfall,
    shortfalls.short_instruments,
    (shortfalls.widest_hundredths::DECIMAL(9, 0) * 0.01::DECIMAL(3, 2))::DECIMAL(5, 2) AS instrument_shortfall
FROM total_results AS totals
INNER JOIN agencies USING (agency_id)
INNER JOIN levels USING (fiscal_year)
LEFT JOIN instrument_shortfalls AS shortfalls
    ON shortfalls.agency_id = totals.agency_id
    AND shortfalls.fiscal_year = totals.fiscal_year
    AND shortfalls.level_order = levels.level_order
WHERE totals.total IS NOT NULL AND NOT ends_with(agencies.kind, '_average');
CREATE OR REPLACE VIEW level_results AS
WITH reached AS (
    SELECT agency_id, fiscal_year, min(level_order) AS level_order
    FROM level_checks
    WHERE reached
    GROUP BY agency_id, fiscal_year
)

SELECT
    now.agency_id,
    now.fiscal_year,
    now.level_th AS level,
    next.level_th AS next_level,
    CASE WHEN next.level_th IS NOT NULL THEN coalesce(next.short_instruments, 'total') END AS held_back_by,
    CASE WHEN next.short_instruments IS NULL THEN next.total_shortfall ELSE next.instrument_shortfall END
        AS points_to_next_level
FROM reached
INNER JOIN level_checks AS now USING (agency_id, fiscal_year, level_order)
LEFT JOIN level_checks AS next
    ON next.agency_id = reached.agency_id
    AND next.fiscal_year = reached.fiscal_year
    AND next.level_order = reached.level_order - 1;
CREATE OR REPLACE VIEW current_measures AS
SELECT facts.*
FROM measure_facts AS facts
SEMI JOIN current_reports USING (agency_id, fiscal_year, import_no);
CREATE OR REPLACE VIEW current_steps AS
SELECT facts.*
FROM step_facts AS facts
SEMI JOIN current_reports USING (agency_id, fiscal_year, import_no);
CREATE OR REPLACE VIEW current_plans AS
SELECT facts.*
FROM plan_facts AS facts
SEMI JOIN current_reports USING (agency_id, fiscal_year, import_no);
