-- purpose: What was noticed when a file was read: rule, parameters and place; the words are looked up by rule and variant (`ita.messages`).
CREATE TABLE IF NOT EXISTS import_issues (
    import_no BIGINT,
    issue_no INTEGER,
    rule VARCHAR,
    severity VARCHAR,
    params VARCHAR,
    place_table INTEGER,
    place_row INTEGER,
    place_column INTEGER,
    variant VARCHAR,
    old_text VARCHAR
);
