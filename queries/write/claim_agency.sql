-- purpose: Make an agency a user's own; from then on build leaves its row alone.
-- param agency_id VARCHAR: agency id
UPDATE agencies SET role = 'own' WHERE agency_id = $agency_id;
