"""The series of `ita.series` as Plotly figures: colours, type, and where texts stand. Pages draw what they return."""
