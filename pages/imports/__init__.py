"""The import screen and what only it shows."""
