"""The trends screen: total, instruments, indicators, two years compared."""
