"""What changed: the scores of stated years side by side, a row an indicator."""

from __future__ import annotations

from collections.abc import Sequence

from ita.exporting import letters
from ita.exporting.svg import look as looks
from ita.exporting.svg.canvas import Box, Canvas, Line, Spot
from ita.exporting.svg.plot import SMALL, TEXT, TICK, grid, header, round_ticks
from ita.series.model import ChangeRow, ChangeSeries, Emphasis, Point

_NAMES = 0.34
_ROOM, _GAP, _FOOT, _LEGEND = 16.0, 12.0, 26.0, 26.0
# Between rows where two years stand left and right of a line, and the picture is to be low.
_TIGHT = 1.0
_LINE = TEXT * letters.LINE
# The first year is hollow, the last filled; those between have shapes of their own.
_BETWEEN = ("diamond", "square", "triangle", "star", "down", "hexagon")
_SIZES = {"first": 13.0, "between": 11.0, "last": 15.0}


def _shape(year: int, years: Sequence[int]) -> str:
    return "circle" if year in (years[0], years[-1]) else _BETWEEN[(years.index(year) - 1) % len(_BETWEEN)]


def _point(canvas: Canvas, x: float, y: float, year: int, years: Sequence[int], colour: str, said: str = "") -> None:
    """Draw the point of a year in its shape."""
    neutral = looks.colour(Emphasis.NEUTRAL, canvas.look)
    if year == years[0]:
        canvas.point(x, y, "circle", _SIZES["first"], "#ffffff", edge=neutral, line=3, title=said)
    elif year == years[-1]:
        canvas.point(x, y, "circle", _SIZES["last"], colour, title=said)
    else:
        canvas.point(x, y, _shape(year, years), _SIZES["between"], neutral, title=said)


def _legend(canvas: Canvas, series: ChangeSeries, left: float, top: float) -> float:
    """Draw which shape is which year, and return its bottom."""
    x, y = left + 8, top + _LEGEND / 2
    for year in series.years:
        across = letters.width(canvas.figure(year), TEXT)
        if x + 13 + across > canvas.width and x > left + 8:
            x, y = left + 8, y + _LEGEND * 0.85
        _point(canvas, x, y, year, series.years, looks.text(canvas.look))
        canvas.text(canvas.figure(year), x + 13, y + 0.34 * TEXT, TEXT)
        x += across + 42
    return y + _LEGEND / 2


def _places(x: float, y: float, off: float, size: float, goes: str) -> list[Spot]:
    """Return where the score of a point may stand: outside the outermost, under those between."""
    base, under, over = y + 0.35 * size, y + off + 0.78 * size, y - off - 2
    left, right = Spot(x - off - 2, base, "end"), Spot(x + off + 2, base, "start")
    beneath = [
        Spot(x + lean, under, "middle", abs(lean) * 0.5) for lean in (0, -6, 6, -12, 12, -18, 18, -26, 26, -36, 36)
    ]
    above = [
        Spot(x + lean, over, "middle", 20 + abs(lean) * 0.5) for lean in (0, -6, 6, -12, 12, -18, 18, -26, 26, -36, 36)
    ]
    first = {"left": [left], "right": [right], "beneath": []}[goes]
    rest = 6.0 if first else 0.0
    return [*first, *(place._replace(cost=place.cost + rest) for place in (*beneath, *above))]


def _goes(row: ChangeRow, point: Point, years: Sequence[int]) -> str:
    """Return where the score of a point belongs; of equal ones the first year stands left and the last right."""
    lowest = min(row.points, key=lambda each: (each.value, each.year != years[0], each.year)).year
    highest = max(row.points, key=lambda each: (each.value, each.year == years[-1], each.year)).year
    return "left" if point.year == lowest else "right" if point.year == highest else "beneath"


class _Rows:
    """Where rows and scores are."""

    def __init__(self, canvas: Canvas, series: ChangeSeries, room_between: float = _ROOM) -> None:
        rows = series.rows
        self.labels = max((letters.width(row.label, TEXT, 700) for row in rows), default=0.0)
        names = max((letters.width(letters.clean(row.name), TEXT) for row in rows), default=0.0)
        beside = max((letters.width(letters.clean(row.beside), SMALL) for row in rows), default=0.0)
        room = max(canvas.width * _NAMES, 60.0)
        self.names = min(max(names, beside - self.labels - _GAP) + 1, room)
        self.column = self.names + _GAP + self.labels
        self.left, self.right = self.column + 10, canvas.width
        self.name_lines = [letters.lines(row.name, TEXT, self.names) for row in rows]
        self.beside_lines = [letters.lines(row.beside, SMALL, self.column) if row.beside else [] for row in rows]
        self.heights = [
            max(_LINE * len(name) + SMALL * letters.LINE * len(beside), 2.1 * TEXT) + room_between
            for name, beside in zip(self.name_lines, self.beside_lines, strict=True)
        ]
        # A value stands outside its point on either side.
        outside = letters.width(canvas.figure("100.00"), TEXT) + 16
        span = max(series.axis.high - series.axis.low, 4.0)
        middle = (series.axis.high + series.axis.low) / 2
        self.low, self.high = middle - span / 2, middle + span / 2
        self.from_x, self.to_x = self.left + outside, self.right - outside

    def x(self, value: float) -> float:
        return self.from_x + (value - self.low) / (self.high - self.low) * (self.to_x - self.from_x)

    def value(self, x: float) -> float:
        return self.low + (x - self.from_x) / (self.to_x - self.from_x) * (self.high - self.low)


def _row(canvas: Canvas, series: ChangeSeries, at: int, rows: _Rows, middle: float, half: float) -> None:
    """Draw a row: name, change, points and scores."""
    row = series.rows[at]
    colour = looks.colour(row.emphasis, canvas.look)
    texts = _LINE * len(rows.name_lines[at]) + SMALL * letters.LINE * len(rows.beside_lines[at])
    y = middle - texts / 2
    change = y + _LINE * (len(rows.name_lines[at]) + 1) / 2 - 0.28 * TEXT
    for line in rows.name_lines[at]:
        y += _LINE
        canvas.text(line, rows.names, y - 0.28 * TEXT, TEXT, anchor="end")
    canvas.text(
        row.label, rows.column, change, TEXT, fill=looks.ink(row.emphasis, canvas.look), anchor="end", weight=700
    )
    for line in rows.beside_lines[at]:
        y += SMALL * letters.LINE
        canvas.text(line, rows.column, y - 0.35 * SMALL, SMALL, fill=looks.muted(canvas.look), anchor="end")
    first, last = rows.x(row.points[0].value), rows.x(row.points[-1].value)
    # In grey a fall is dashed; the sign says it too.
    dash = "7 4" if canvas.look == "grey" and row.emphasis is Emphasis.FALL else None
    canvas.rule(Line(first, middle, last, middle), colour, 4, dash)
    for point in row.points:
        said = f"{row.name} {point.year} {point.label}"
        _point(canvas, rows.x(point.value), middle, point.year, series.years, colour, said)
    within = Box(rows.left, middle - half, canvas.width, middle + half)
    for point in sorted(row.points, key=lambda each: _goes(row, each, series.years) == "beneath"):
        is_last = point.year == series.years[-1]
        fill = looks.text(canvas.look) if is_last else looks.muted(canvas.look)
        places = _places(rows.x(point.value), middle, 8.0, TICK, _goes(row, point, series.years))
        canvas.label([point.label], places, TICK, within, fill)


def draw_changes(canvas: Canvas, series: ChangeSeries, height: float | None = None) -> None:
    """Draw the rows of a series from above, each year's points in a shape of their own.

    Parameters
    ----------
    height
        Of the whole, in pixels; None is what the names need. Less than that is not taken.
    """
    rows = _Rows(canvas, series)
    begins = rows.value(rows.left)
    words = series.axis.words(begins) if series.rows else series.axis.title
    said = [" · ".join(text for text in (series.order, words) if text)]
    if series.missing:
        said.append(f"{series.missing_words} {', '.join(series.missing)}")
    top = header(canvas, [*said, *series.notes])
    if height is not None and len(series.years) == 2 and top + _LEGEND + sum(rows.heights) + _FOOT > height:
        rows = _Rows(canvas, series, _TIGHT)
    if series.rows:
        top = _legend(canvas, series, rows.left, top)
    more = 0.0 if height is None else max(height - top - sum(rows.heights) - _FOOT, 0.0) / max(len(series.rows), 1)
    bottom = top + sum(rows.heights) + more * len(rows.heights)
    if series.rows:
        for tick in round_ticks(max(begins, 0.0), min(rows.value(rows.right), 100.0)):
            x = rows.x(tick)
            across = letters.width(canvas.figure(tick), TICK)
            if rows.left + across / 2 <= x <= rows.right - across / 2:
                canvas.rule(Line(x, top, x, bottom), grid(canvas))
                at = bottom + 1.3 * TICK
                canvas.text(canvas.figure(tick), x, at, TICK, fill=looks.muted(canvas.look), anchor="middle")
    down = top
    middles = []
    for tall in rows.heights:
        middles.append(down + (tall + more) / 2)
        canvas.rule(Line(rows.left, middles[-1], rows.right, middles[-1]), grid(canvas))
        down += tall + more
    for at, middle in enumerate(middles):
        _row(canvas, series, at, rows, middle, (rows.heights[at] + more) / 2)
    canvas.height = max(canvas.height, bottom + _FOOT)
