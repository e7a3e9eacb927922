-- purpose: The version that a file of the first schema names; later ones have a history instead.
SELECT version FROM schema_version;
