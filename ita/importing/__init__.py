"""From bytes to stored facts: readers, one normaliser, and the loader (the only part that sees the store)."""
