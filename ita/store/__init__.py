"""The database: one engine that owns the file, the only door to ``queries/``, and its reads and writes."""
