"""What papers say, as plain values of the same rows, series and sentences as the screens; `ita.exporting` writes it."""
