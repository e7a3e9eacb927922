-- purpose: Let every column be compressed in the way that is smallest, as DuckDB does by itself.
SET disabled_compression_methods = '';
