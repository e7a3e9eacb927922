"""Pictures of chart series as SVG, for papers and for saving: no browser, and no library that draws."""
