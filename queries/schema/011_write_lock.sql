-- purpose: One row that every write transaction updates first, so that two writers cannot both commit.
CREATE TABLE IF NOT EXISTS write_lock (
    lock_id INTEGER,
    turn BIGINT
);
