"""Tables of figures, each made once: of rows of reads, for the screen, for files and for paper."""
