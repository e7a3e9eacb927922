-- purpose: Mark an import as taken back.
-- param import_no BIGINT: the import
-- param undone_at TIMESTAMP: UTC
-- param reason VARCHAR: why
INSERT INTO undos (import_no, undone_at, reason) VALUES ($import_no, $undone_at, $reason);
