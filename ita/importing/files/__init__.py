"""From the bytes of a file to rows of cells with their places: Word, Excel, CSV, PDF, text."""
