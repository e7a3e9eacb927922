"""What pictures over years share: where years and scores are, the axes, lines with gaps, and places of values."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ita.charts import theme
from ita.charts.years import cuts
from ita.exporting import letters
from ita.exporting.svg import look as looks
from ita.exporting.svg.canvas import Box, Canvas, Line, Spot
from ita.series import model
from ita.series.model import Axis, Side

# The size of type: of the header, of texts beside it, and what ticks have.
TEXT, SMALL, TICK = 14.0, 12.0, 13.0
# A header does not run across a wide sheet: lines this long are read well, in pixels.
_MEASURE = 900.0


def grid(canvas: Canvas) -> str:
    """Return the colour of the grid."""
    return "#d9d9d9" if canvas.look == "grey" else theme.GRID


def header(canvas: Canvas, lines: Sequence[str], strong: str = "") -> float:
    """Write the text above a picture and return its bottom."""
    across = min(canvas.width, _MEASURE)
    down = canvas.block(strong, 0, 0, across, TEXT + 1, weight=600)
    for line in lines:
        down = canvas.block(line, 0, down, across, TEXT - 1, fill=looks.muted(canvas.look))
    return down


def round_ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Return at most so many round figures from `low` to `high`."""
    span = max(high - low, 1e-9)
    step = 10.0 ** math.floor(math.log10(span))
    for part in (0.1, 0.2, 0.5, 1, 2, 5, 10):
        size = step * part
        first, last = math.ceil(low / size - 1e-9), math.floor(high / size + 1e-9)
        if last - first < most:
            return [round(at * size, 10) for at in range(first, last + 1)]
    return [low, high]


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing area over years: its box in pixels, and its scale, which reaches above the axis for labels.

    Parameters
    ----------
    edge
        How far the first and the last year are from the sides, in years.
    """

    canvas: Canvas
    box: Box
    years: tuple[int, ...]
    low: float
    high: float
    edge: float = 0.5

    @property
    def step(self) -> float:
        """How far apart two years are, in pixels."""
        return (self.box.right - self.box.left) / max(len(self.years) - 1 + 2 * self.edge, 1e-9)

    def x(self, place: float) -> float:
        """Return where a year is, by its place among the years."""
        return self.box.left + (place + self.edge) * self.step

    def y(self, value: float) -> float:
        """Return where a score is."""
        return self.box.bottom - (value - self.low) / (self.high - self.low) * (self.box.bottom - self.box.top)

    def at(self, point: model.Point) -> tuple[float, float]:
        """Return where a point is."""
        return self.x(self.years.index(point.year)), self.y(point.value)

    def runs(self, line: model.Line, changes: Sequence[model.RuleChange]) -> list[list[tuple[float, float]]]:
        """Return the points of a line as runs: over a year without a value, or a cut, it is broken off."""
        cut = cuts(changes, self.years)
        found: list[list[tuple[float, float]]] = [[]]
        for place, value in enumerate(line.values(self.years)):
            if value is None or place in cut:
                found.append([])
            # What lies under the scale, which fits the agency, is cut at its edge.
            if value is not None:
                found[-1].append((self.x(place), self.y(value)))
        return [part for run in found for part in _inside(run, self.box.bottom) if len(part) > 1]


def _inside(run: Sequence[tuple[float, float]], bottom: float) -> Iterator[list[tuple[float, float]]]:
    """Return a run as far as it is not under the bottom."""
    part: list[tuple[float, float]] = []
    for at, (x, y) in enumerate(run):
        if at:
            before_x, before_y = run[at - 1]
            if (before_y > bottom) != (y > bottom):
                share = (bottom - before_y) / (y - before_y)
                part.append((before_x + share * (x - before_x), bottom))
        if y <= bottom:
            part.append((x, y))
        else:
            yield part
            part = []
    yield part


def scores_down(plot: Plot, ticks: Sequence[float], *, named: bool = True) -> None:
    """Draw the grid of scores, with their names at the left."""
    canvas, box = plot.canvas, plot.box
    for tick in ticks:
        y = plot.y(tick)
        canvas.rule(Line(box.left, y, box.right, y), grid(canvas))
        if named:
            canvas.text(canvas.figure(tick), box.left - 6, y + 4.5, TICK, fill=looks.muted(canvas.look), anchor="end")


def ticks_of(axis: Axis) -> list[float]:
    """Return the ticks of an axis: its own, else round ones."""
    return [float(tick) for tick in axis.ticks] or round_ticks(axis.low, axis.high)


def years_across(plot: Plot, size: float = TEXT) -> None:
    """Write the years under a drawing area, the last and as many before it as there is room for."""
    canvas = plot.canvas
    needed = max((letters.width(canvas.figure(year), size) for year in plot.years), default=0.0) + 6
    apart = max(math.ceil(needed / plot.step), 1)
    for place in range(len(plot.years) - 1, -1, -apart):
        canvas.text(
            canvas.figure(plot.years[place]), plot.x(place), plot.box.bottom + 1.35 * size, size, anchor="middle"
        )


def changes_down(plot: Plot, changes: Sequence[model.RuleChange], tops: dict[int, float]) -> None:
    """Draw a dotted line before each year of a change, from where its caption stands."""
    for year in dict.fromkeys(change.year for change in changes):
        x = plot.x(plot.years.index(year) - 0.5)
        said = " · ".join(text for change in changes if change.year == year for text in change.wordings)
        line = Line(x, tops.get(year, plot.box.top), x, plot.box.bottom)
        where = {"x1": line.x0, "x2": line.x1, "y1": line.y0, "y2": line.y1}
        style = {"stroke": looks.muted(plot.canvas.look), "stroke_width": 1.5, "stroke_dasharray": "2 3"}
        plot.canvas.add("line", {**where, **style}, title=said)
        plot.canvas.lines.append(line)


def spots_around(x: float, y: float, off: float, size: float, side: Side, wrong: float = 90.0) -> list[Spot]:
    """Return where the value of a point may stand, the nearest on its own side first.

    Parameters
    ----------
    off
        How far it keeps from the middle of the point, in pixels.
    wrong
        What the other side costs.
    """
    found = []
    for lift in (0.0, 7.0, 15.0, 26.0, 40.0, 56.0, 74.0, 94.0):
        for anchor, lean, cost in (("middle", 0.0, 0.0), ("start", 3.0, 4.0), ("end", -3.0, 4.0)):
            more = cost + 0.6 * lift
            above = Spot(x + lean, y - off - lift, anchor, more + (wrong if side is Side.BELOW else 0.0))
            free = 3.0 if side is Side.FREE else wrong
            below = Spot(x + lean, y + off + 0.72 * size + lift, anchor, more + (0.0 if side is Side.BELOW else free))
            found += [above, below]
    for anchor, lean in (("start", off + 3), ("end", -off - 3)):
        found.append(Spot(x + lean, y + 0.35 * size, anchor, 14.0))
    return sorted(found, key=lambda place: place.cost)
