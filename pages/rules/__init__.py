"""The screen of each year's rules."""
