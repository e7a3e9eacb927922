-- purpose: Imports that are not undone.
-- grain: one row an import
CREATE OR REPLACE VIEW current_imports AS
SELECT imports.*
FROM imports
ANTI JOIN undos USING (import_no);
