-- purpose: Of several questions of an indicator, the one that a step answers.
ALTER TABLE step_facts ADD COLUMN IF NOT EXISTS question_no INTEGER;
