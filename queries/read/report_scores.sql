-- purpose: The scores of the report that counts, with their places, whatever else stands before them.
-- param agency VARCHAR: agency id
-- param year INTEGER: score year (Buddhist-era fiscal year)
-- column indicator_no INTEGER NOT NULL: 1-10
-- column score DECIMAL(5,2) NOT NULL: as the report states it
-- column source VARCHAR: file that it was taken from
-- column place_table INTEGER: table of the file, from 1
-- column place_row INTEGER: row, from 1
-- column place_column INTEGER: column, from 1
-- grain: one row an indicator of the report (none where there is no report)
-- order: indicator_no
SELECT facts.indicator_no, facts.score, facts.source, facts.place_table, facts.place_row, facts.place_column
FROM indicator_score_facts AS facts
SEMI JOIN current_reports USING (agency_id, fiscal_year, import_no)
WHERE facts.agency_id = $agency AND facts.fiscal_year = $year
ORDER BY facts.indicator_no;
