-- purpose: Let rows be stored in whatever order they come: whole blocks, which a checkpoint need not write again.
-- note: of the whole database, and so only while facts are stored, whose rows tell their place themselves.
SET preserve_insertion_order = FALSE;
