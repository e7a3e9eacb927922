-- purpose: First statement of every write transaction: two writers touch one row, so the second fails and is retried.
UPDATE write_lock SET turn = turn + 1;
