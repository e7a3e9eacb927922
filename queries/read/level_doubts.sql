-- purpose: The years of an agency whose published level the year's own rule does not allow, and why.
-- param agency VARCHAR: agency id
-- column fiscal_year INTEGER NOT NULL: score year
-- column total DECIMAL(5,2): the total shown, published before computed; null where there is none
-- column level_published VARCHAR NOT NULL: as published or typed
-- column reason VARCHAR NOT NULL: not_a_level, total_too_low, total_too_high, or scores where the ten scores give another level
-- column least_total DECIMAL(5,2): the least total that the published level needs, where the total is under it
-- column levels_possible VARCHAR: the levels that the total can have, best first, joined by a slash; null without a total
-- column level_calculated VARCHAR: what the ten scores give; null where they are not all known
-- grain: one row a year with such a level (mostly none)
-- order: fiscal_year
SELECT fiscal_year, total, level_published, reason, least_total, levels_possible, level_calculated
FROM level_doubts
WHERE agency_id = $agency
ORDER BY fiscal_year;
