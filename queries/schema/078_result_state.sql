-- purpose: Of which definitions the stored results are: SHA-256 of the schema, one row; none until they were stored.
-- note: no backup holds it, so that results are stored anew after a restore and with a new version of the program.
CREATE TABLE IF NOT EXISTS result_state (
    definition VARCHAR
);
