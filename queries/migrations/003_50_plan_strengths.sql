-- purpose: Reports by strengths and weaknesses name what goes well; not known of earlier ones.
ALTER TABLE plan_facts ADD COLUMN IF NOT EXISTS strengths VARCHAR;
