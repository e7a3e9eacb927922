-- purpose: Of several questions of an indicator, the one that a step answers.
ALTER TABLE step_facts ADD COLUMN question_no INTEGER;
