"""The measures screen: questions, measures, periods and units of one indicator."""
