-- purpose: Which origin is shown where several give a figure: the smallest rank.
-- grain: one row an origin
CREATE OR REPLACE VIEW origin_ranks AS
SELECT origin, origin_rank
FROM (VALUES ('own_result', 1), ('report', 2), ('published', 3), ('synthetic', 4)) AS ranks (origin, origin_rank);
