"""From rows of cells or pasted lines to scores of one or several years, and what is doubtful about them."""
