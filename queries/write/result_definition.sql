-- purpose: Of which definitions the stored results are; no row until they were stored.
SELECT definition
FROM result_state;
