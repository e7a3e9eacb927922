"""From rows of cells to a report: columns by what their heads mean, items, dates, and what is to be confirmed."""
