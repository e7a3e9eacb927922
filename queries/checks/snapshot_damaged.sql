-- purpose: A snapshot is not as it was stored: its rows, or the figures that were shown.
-- severity: stored
SELECT snapshots.agency_id, snapshots.name, snapshots.fiscal_year
FROM snapshots
LEFT JOIN snapshot_digests AS digests USING (snapshot_no)
WHERE
    snapshots.sha256 IS DISTINCT FROM sha256(snapshots.content)
    OR snapshots.figures_sha256 IS DISTINCT FROM digests.figures_sha256
UNION ALL
SELECT min(figures.agency_id) AS agency_id, figures.snapshot_no::VARCHAR AS name, max(figures.fiscal_year) AS fiscal_year
FROM snapshot_figures AS figures
ANTI JOIN snapshots USING (snapshot_no)
GROUP BY figures.snapshot_no
ORDER BY agency_id, name;
