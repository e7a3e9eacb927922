"""A small picture of each line, all on one scale, so that heights can be compared across them."""

from __future__ import annotations

import math

from ita.exporting import letters
from ita.exporting.svg import look as looks
from ita.exporting.svg.canvas import Box, Canvas
from ita.exporting.svg.plot import (
    SMALL,
    TICK,
    Plot,
    changes_down,
    header,
    scores_down,
    spots_around,
    ticks_of,
    years_across,
)
from ita.series import model
from ita.series.model import LineSeries

# How wide one is at least, what stands between two, and how high its drawing area is, in pixels.
_WIDE, _GAP, _TALL = 195.0, 18.0, 104.0
_FOOT, _AFTER = 22.0, 12.0
_LINE = TICK * letters.LINE
# A label above a point takes a fifth of so small a picture.
_ROOM = 0.24


def _columns(width: float, count: int) -> int:
    """Return how many stand side by side: rows of five for all ten, and no row that is nearly empty."""
    most = max(min(int((width + _GAP) // (_WIDE + _GAP)), count, 5), 1)
    return next((each for each in range(most, max(most - 2, 0), -1) if count % each == 0), most)


def _draw(plot: Plot, line: model.Line, series: LineSeries) -> None:
    """Draw the line of a small picture: its last point stands out."""
    canvas = plot.canvas
    colour, ink = looks.colour(line.emphasis, canvas.look), looks.text(canvas.look)
    canvas.path(plot.runs(line, series.rule_changes), colour, 2, None)
    for point in line.points:
        x, y = plot.at(point)
        fill = "#ffffff" if point.plain_mean else ink if point is line.points[-1] else colour
        edge = colour if point.plain_mean else "#ffffff"
        canvas.point(x, y, "circle", 7, fill, edge=edge, title="\n".join(point.tip))
    size = SMALL if plot.step >= 38 else SMALL - 1
    within = Box(plot.box.left - 2, plot.box.top - 2, plot.box.right + 2, plot.box.bottom)
    for point in reversed(line.points):
        if point.label:
            x, y = plot.at(point)
            canvas.label([point.label], spots_around(x, y, 8, size, point.side), size, within, ink)


def draw_multiples(canvas: Canvas, series: LineSeries, height: float | None = None) -> None:
    """Draw a small picture of each line.

    Parameters
    ----------
    height
        Of the whole, in pixels; None is what the names need. Less than that is not taken.
    """
    axis, ticks = series.axis, ticks_of(series.axis)[::-2][::-1]
    top = header(canvas, [axis.words(axis.low), *series.notes], series.title) + 8
    columns = _columns(canvas.width, len(series.lines))
    scale = max((letters.width(canvas.figure(tick), TICK) for tick in ticks), default=0.0) + 8
    across = (canvas.width - scale - _GAP * (columns - 1)) / columns
    titles = [letters.lines(line.name, TICK, across, 600) for line in series.lines]
    rows = math.ceil(len(series.lines) / columns)
    name = _LINE * max(map(len, titles), default=1) + 6
    used = top + rows * (name + _TALL + _FOOT + _AFTER)
    tall = _TALL + (0.0 if height is None else max(height - used, 0.0) / max(rows, 1))
    edge = max(0.45, 18 * max(len(series.years) - 1, 1) / (across - 36))
    for at, (line, title) in enumerate(zip(series.lines, titles, strict=True)):
        left = scale + (at % columns) * (across + _GAP)
        down = top + (at // columns) * (name + tall + _FOOT + _AFTER)
        for row, text in enumerate(title):
            canvas.text(text, left, down + _LINE * (row + 1) - 4, TICK, weight=600)
        box = Box(left, down + name, left + across, down + name + tall)
        plot = Plot(canvas, box, series.years, axis.low, axis.high + _ROOM * (axis.high - axis.low), edge)
        scores_down(plot, ticks, named=at % columns == 0)
        years_across(plot, SMALL)
        changes_down(plot, series.rule_changes, {})
        _draw(plot, line, series)
    canvas.height = max(canvas.height, top + rows * (name + tall + _FOOT + _AFTER) - _AFTER)
