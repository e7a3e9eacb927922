"""The screen of history, checks and backups."""
