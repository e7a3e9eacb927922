"""What the command line says and does, a module a subject."""
