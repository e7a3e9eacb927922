-- purpose: Of several questions of an indicator, the one that a measure answers; earlier reports knew one.
ALTER TABLE measure_facts ADD COLUMN IF NOT EXISTS question_no INTEGER;
