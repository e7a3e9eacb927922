"""All years of the indicators as a table of colours, the darker the worse."""

from __future__ import annotations

from collections.abc import Callable

from ita.exporting import letters
from ita.exporting.svg import look as looks
from ita.exporting.svg.canvas import Box, Canvas, Line
from ita.exporting.svg.plot import TEXT, header
from ita.series.model import CellSeries

_NAMES = 0.36
_LEAST, _GAP, _YEARS = 30.0, 3.0, 26.0
_LINE = TEXT * letters.LINE


def _size(series: CellSeries, across: float, figure: Callable[[object], str]) -> float:
    """Return the size of type in which every figure and year fits its cell, the largest of some."""
    texts = [cell.label for row in series.rows for cell in row.cells] + [figure(year) for year in series.years]
    widest = max((letters.width(text, 1.0) for text in texts), default=1.0)
    return max(min(TEXT, (across - _GAP - 2) / widest), 6.0)


def draw_cells(canvas: Canvas, series: CellSeries, height: float | None = None) -> None:
    """Draw a table of colours with its header.

    Parameters
    ----------
    height
        Of the whole, in pixels; None is what the names need. Less than that is not taken.
    """
    top = header(canvas, series.notes) + _YEARS
    names = max((letters.width(letters.clean(row.name), TEXT) for row in series.rows), default=0.0) + 1
    column = min(names, canvas.width * _NAMES)
    lines = [letters.lines(row.name, TEXT, column) for row in series.rows]
    heights = [max(_LINE * len(each) + 4, _LEAST) for each in lines]
    more = 0.0 if height is None else max(height - top - sum(heights) - 2, 0.0) / max(len(heights), 1)
    left = column + 10
    across = (canvas.width - left) / max(len(series.years), 1)
    size = _size(series, across, canvas.figure)
    for place, year in enumerate(series.years):
        at = left + (place + 0.5) * across
        canvas.text(canvas.figure(year), at, top - 8, size, anchor="middle", weight=600)
    down = top
    for row, name, tall in zip(series.rows, lines, heights, strict=True):
        middle = down + (tall + more) / 2
        first = middle - _LINE * len(name) / 2
        for at, line in enumerate(name):
            canvas.text(line, 0, first + _LINE * (at + 1) - 0.28 * TEXT, TEXT)
        for cell in row.cells:
            x = left + series.years.index(cell.year) * across
            box = Box(x + _GAP / 2, down + _GAP / 2, x + across - _GAP / 2, down + tall + more - _GAP / 2)
            said = f"{row.name} {cell.year} {cell.label}"
            if cell.value is None:
                ink = looks.muted(canvas.look)
                canvas.rect(box, "none", stroke=ink, dash="2 3", title=said)
            else:
                ground, ink = looks.cell(cell.value, series, canvas.look)
                edge = "#8c8c8c" if canvas.look == "grey" else None
                canvas.rect(box, ground, stroke=edge, line=0.5 if edge else None, title=said)
            canvas.text(cell.label, x + across / 2, middle + 0.35 * size, size, fill=ink, anchor="middle")
        down += tall + more
    for year in dict.fromkeys(change.year for change in series.rule_changes):
        x = left + series.years.index(year) * across
        canvas.rule(Line(x, top - 22, x, down), looks.muted(canvas.look), 1.5, "2 3")
    canvas.height = max(canvas.height, down + 2)
