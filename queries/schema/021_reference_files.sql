-- purpose: Which bytes of each shipped reference file the database was last filled from.
CREATE TABLE IF NOT EXISTS reference_files (
    file_name VARCHAR,
    sha256 VARCHAR
);
