"""What papers say, as plain values of the rows, series and sentences of the screens; `ita.exporting` writes them."""
