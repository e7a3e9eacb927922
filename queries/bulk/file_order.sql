-- purpose: Let rows be stored in the order of their file again, as a row's id tells its place while it waits.
SET preserve_insertion_order = TRUE;
