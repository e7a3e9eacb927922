-- purpose: What was noticed when a file was read; text is a message id of the catalogues, params its fields as JSON.
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
