"""What screens share: language, choice of town and year, cached reads, links, notices, the error guard."""
