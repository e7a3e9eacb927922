"""What leaves the dashboard as files. Never sees the store, and never an importer."""
