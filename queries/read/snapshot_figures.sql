-- purpose: The figures that were shown when a snapshot was taken.
-- param snapshot INTEGER: number of the snapshot
-- column fiscal_year INTEGER NOT NULL: score year
-- column part VARCHAR NOT NULL: what it is: agency, total, level, nation, iit, eit, oit, indicator, rank, rules, origin, questions, measures, steps, target, targets
-- column number INTEGER: indicator, where it is of one; else null
-- column figure DECIMAL(9,2): the figure as shown; null where it was not known, or is words
-- column words VARCHAR: what was shown in words, such as the level; null where it was not known, or is a figure
-- grain: one row a figure
-- order: fiscal_year descending, part, number
SELECT fiscal_year, part, number, figure, words
FROM snapshot_figures
WHERE snapshot_no = $snapshot
ORDER BY fiscal_year DESC, part, number;
