-- purpose: The doubts that were found, counted by the rule that names them, each with the first of them.
-- param most INTEGER: so many of each are named
-- column rule VARCHAR: the rule
-- column found BIGINT: how many there are
-- column agencies BIGINT: of how many agencies
-- column first STRUCT(part VARCHAR, agency_id VARCHAR, fiscal_year INTEGER, place BIGINT)[]: the first of them
-- grain: one row a rule
-- order: rule
SELECT
    rule,
    count(*) AS found,
    count(DISTINCT agency_id) AS agencies,
    list({part: part, agency_id: agency_id, fiscal_year: fiscal_year, place: place} ORDER BY part, place)[:$most] AS first
FROM bulk_doubts
GROUP BY rule
ORDER BY rule;
