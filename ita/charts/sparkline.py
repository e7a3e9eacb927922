"""A small line of the total with the nation's, as plain HTML: without the megabytes that a large figure loads.

The lines are a picture that is stretched; points and words stand over it, in the page's own type and colours.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import quote

import pandas as pd

from ita.charts import theme
from ita.charts.labels import spread
from ita.charts.years import cuts
from ita.series.model import Emphasis, Line, LineSeries, Side
from ita.series.trends import spark_series

# The drawing area: in shares of its width, and in pixels from its top.
WIDTH, HEIGHT = 1000.0, 104.0
# How far apart the middles of two names stay (a mark over a vowel over a letter stands high), and a value from its
# point, in pixels.
NAME, VALUE = 26.0, 17.0
# Points of score that are free above and under the lines.
ROOM = 1.0
KINDS = {Emphasis.OWN: "own", Emphasis.COMPARED: "nation"}
STYLES = {
    Emphasis.OWN: "stroke-width='3' stroke-linejoin='round'",
    Emphasis.COMPARED: "stroke-width='2' stroke-dasharray='6 5'",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A word over the lines, or a point where `text` is empty: how far across (per cent) and down (pixels)."""

    kind: str
    text: str
    across: float
    down: float


@dataclass(frozen=True, slots=True)
class Sparkline:
    """A small line to be drawn: what a screen reader says, the lines as a picture's address, the marks over them."""

    label: str
    picture: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class _Area:
    """The drawing area of a series."""

    series: LineSeries

    def across(self, year: int) -> float:
        """Return where a year is, in parts of the width."""
        years = self.series.years
        return years.index(year) * WIDTH / max(len(years) - 1, 1)

    def down(self, value: float) -> float:
        """Return where a value is, in pixels from the top."""
        low, high = self.series.axis.low - ROOM, self.series.axis.high + ROOM
        return (high - value) / (high - low) * HEIGHT

    def mark(self, kind: str, text: str, year: int, down: float) -> Mark:
        """Return a word or a point over a year."""
        return Mark(kind, text, 100 * self.across(year) / WIDTH, down)


def _path(line: Line, area: _Area, cut: Collection[int], dark: bool) -> str:
    """Return the path through the points of a line: over a year that is not known, or a cut, it is broken off."""
    colour = theme.COLOURS[line.emphasis]
    style = f"stroke='{theme.DARK[colour] if dark else colour}' {STYLES[line.emphasis]}"
    parts, pen = [], "M"
    for place, (year, value) in enumerate(zip(area.series.years, line.values(area.series.years), strict=True)):
        pen = "M" if place in cut else pen
        if value is not None:
            parts.append(f"{pen}{area.across(year):.1f} {area.down(value):.1f}")
        pen = "M" if value is None else "L"
    return f"<path d='{' '.join(parts)}' fill='none' vector-effect='non-scaling-stroke' {style}/>"


def _picture(area: _Area, dark: bool) -> str:
    """Return the address of the picture of the lines, the agency's over the nation's."""
    cut = cuts(area.series.rule_changes, area.series.years)
    paths = "".join(_path(line, area, cut, dark) for line in reversed(area.series.lines))
    picture = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH:g} {HEIGHT:g}' width='{WIDTH:g}' "
        f"height='{HEIGHT:g}' preserveAspectRatio='none'>{paths}</svg>"
    )
    return f"data:image/svg+xml,{quote(picture)}"


def _ends(area: _Area) -> list[Mark]:
    """Return the names of the lines with their last values, moved apart where they would overlap."""
    named = [line for line in area.series.lines if line.end]
    moved = spread([area.down(line.points[-1].value) for line in named], NAME)
    return [
        area.mark(f"end {KINDS[line.emphasis]}", f"{line.name} {line.end}", line.points[-1].year, down)
        for line, down in zip(named, moved, strict=True)
    ]


def _values(line: Line, area: _Area) -> list[Mark]:
    """Return the points of a line with the labels that they have; one between the ends gives way on a phone."""
    marks = []
    for point in line.points:
        down = area.down(point.value)
        marks.append(area.mark("point", "", point.year, down))
        if point.label:
            kind = KINDS[line.emphasis] + ("" if point is line.points[0] else " between")
            away = VALUE if point.side is Side.BELOW else -VALUE
            marks.append(area.mark(kind, point.label, point.year, down + away))
    return marks


def draw_sparkline(series: LineSeries, *, dark: bool = False) -> Sparkline:
    """Return the lines of a series, the agency's with points and values.

    Parameters
    ----------
    dark
        Whether it stands on a dark page.
    """
    area, years = _Area(series), series.years
    marks = _ends(area)
    for line in series.lines:
        if line.emphasis is Emphasis.OWN:
            marks += _values(line, area)
    for year in years:
        kind = "year" if year in (years[0], years[-1]) else "year between"
        marks.append(area.mark(kind, str(year), year, HEIGHT + 2 * VALUE + 4))
    return Sparkline(series.said, _picture(area, dark), tuple(marks))


def total_sparkline(trend: pd.DataFrame, breaks: pd.DataFrame, lang: str, *, dark: bool = False) -> Sparkline | None:
    """Return an agency's total in short: `spark_series`, whose parameters these are, drawn; None under two totals."""
    series = spark_series(trend, breaks, lang)
    return draw_sparkline(series, dark=dark) if series else None
