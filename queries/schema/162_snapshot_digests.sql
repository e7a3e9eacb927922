-- purpose: The SHA-256 of the figures of each snapshot, to be held against the one that was stored with it.
-- grain: one row a snapshot with figures
CREATE OR REPLACE VIEW snapshot_digests AS
WITH lines AS (
    SELECT
        snapshot_no,
        concat_ws(
            chr(31), agency_id, fiscal_year::VARCHAR, part, coalesce(number::VARCHAR, ''), coalesce(figure::VARCHAR, ''),
            coalesce(words, '')
        ) AS line
    FROM snapshot_figures
)

SELECT snapshot_no, sha256(string_agg(line, chr(30) ORDER BY line)) AS figures_sha256
FROM lines
GROUP BY snapshot_no;
