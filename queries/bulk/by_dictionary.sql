-- purpose: Let no texts be tried as symbols: those of facts repeat, and lie in dictionaries whatever else is tried.
-- note: of the whole database, and so only while facts are stored.
SET disabled_compression_methods = 'fsst';
