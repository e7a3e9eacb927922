"""The levels behind lines of totals: where their grounds, edges and names are."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ita.charts import theme
from ita.charts.years import LABEL, PLOT, Scale, note
from ita.level_names import MEANINGS
from ita.series.model import Band, LevelBands, Values

SEPARATOR = "#b3bec9"
# Bands from the best level down. Two shades of good, then ever stronger ones of weak; the names carry the meaning.
BANDS = ("rgba(15,118,110,.17)", "rgba(15,118,110,.07)", "rgba(194,65,12,.05)", "rgba(194,65,12,.09)")
LOWEST_BAND = "rgba(194,65,12,.13)"
# A Thai and another letter of a name and a line of it, in pixels; how far it keeps from the side of its band and lines.
THAI, LATIN, LINE = 6.7, 5.3, 16
_NOT_THAI = re.compile(r"[^\u0e00-\u0e7f]")
OFF_SIDE, OFF_LINE = 6, 6
# Nearer to a line than this, a name is tried in more lines that are shorter.
CLEAR = 9
# Where a name may part: before what it means in brackets, and between two that share a band.
_PARTS = re.compile(r"(?<=/) | (?=\()")
_MEANING = re.compile(rf" \((?:{'|'.join(MEANINGS.values())})\)")
# Where a year without rules may say so, in pixels above the foot, and how far from points it need not go further.
UNKNOWN = (44.0, 130.0, 220.0)
UNKNOWN_CLEAR = 80.0
# How far the middle of a name keeps from the edges of its band, in pixels, and how finely lines are looked at.
OFF_EDGE = 10
STEPS = 8


@dataclass(frozen=True, slots=True)
class _Area:
    """The drawing area: its years and scores, its width in pixels, and the lines that names keep clear of."""

    years: Sequence[int]
    on: Scale
    width: float
    lines: Sequence[Values]

    @property
    def year(self) -> float:
        """How wide a year is, in pixels."""
        return self.width / len(self.years)

    def step(self, stretch: LevelBands) -> tuple[int, int]:
        """Return the places of the first and the last year of a stretch."""
        return self.years.index(stretch.first_year), self.years.index(stretch.last_year)

    def high(self, band: Band) -> float:
        """Return how high what is seen of a band is, in pixels."""
        return self.on.pixels(band.high, PLOT) - self.on.pixels(max(band.low, self.on.low), PLOT)


def _heights(lines: Sequence[Values], first: float, last: float, on: Scale) -> list[float]:
    """Return the heights in pixels of points and of the lines between them, from one place of the axis to another."""
    found = []
    for values in lines:
        for place, value in enumerate(values):
            if value is None:
                continue
            after = values[place + 1] if place + 1 < len(values) else None
            found += [
                on.pixels(value if after is None else value + (after - value) * part / STEPS, PLOT)
                for part in range(1 if after is None else STEPS)
                if first <= place + part / STEPS <= last
            ]
    return found


def _height_of_name(band: Band, on: Scale, heights: Sequence[Sequence[float]]) -> tuple[float, float]:
    """Return at which height within its band a name stands, in pixels, and how far from the nearest line.

    It keeps off the edges of the band and, in one line, the lines of the grid; of such places off the lines of the
    figure.

    Parameters
    ----------
    heights
        For each line of the name the heights of what is there, from above.
    """
    low, high = on.pixels(max(band.low, on.low), PLOT), on.pixels(band.high, PLOT)
    half = LINE * (len(heights) - 1) / 2
    middle, off = (low + high) / 2, OFF_EDGE + int(half)

    def clearance(place: float) -> float:
        rows = [place + half - LINE * row for row in range(len(heights))]
        apart = [abs(row - height) for row, there in zip(rows, heights, strict=True) for height in there]
        # Beyond two labels more room is no better.
        return min([*apart, 2.0 * LABEL])

    ruled = [low, high, *(on.pixels(tick, PLOT) for tick in on.ticks if not half)]
    places = [middle, *(low + step for step in range(off, int(high - low) - off + 1, 2))]
    free = [place for place in places if min(abs(place - edge) for edge in ruled) >= off] or [middle]
    best = max(free, key=lambda place: (clearance(place), -abs(place - middle)))
    return best, clearance(best)


def _across(text: str) -> float:
    """Return how wide a text is, in pixels."""
    thai = theme.width(_NOT_THAI.sub("", text))
    return thai * THAI + (theme.width(text) - thai) * LATIN


def _lines_of_name(name: str, across: float, high: float) -> list[list[str]]:
    """Return a name in lines that fit its band, the fewest first; without room, without what it means in English.

    Parameters
    ----------
    across, high
        The room in pixels.
    """
    parts = _PARTS.split(name)
    fitting = all(_across(part) <= across for part in parts)
    found = [[name]] if _across(name) <= across else []
    lines: list[str] = []
    for part in parts:
        if lines and _across(f"{lines[-1]} {part}") <= across:
            lines[-1] += f" {part}"
        else:
            lines += [part] if _across(part) <= across else theme.lines(part, int(across / LATIN))
    options = (lines, parts) if fitting else (lines,)
    found += [each for each in options if len(each) > 1 and LINE * len(each) <= high]
    return found or [[_MEANING.sub("", name)]]


def _beside(text: str, step: tuple[int, int], left: bool, area: _Area) -> list[float]:
    """Return the heights of the lines that pass where a text at the left or right side of its years is."""
    first, last = step[0] - 0.5, step[1] + 0.5
    reach = (_across(text) + OFF_SIDE + OFF_LINE) / area.year
    near = (first, min(first + reach, last)) if left else (max(last - reach, first), last)
    return _heights(area.lines, *near, area.on)


def _placed(band: Band, step: tuple[int, int], left: bool, area: _Area) -> tuple[dict[str, Any], float]:
    """Return the name of a band at the left or right side of its years, and how far from the nearest line it is."""
    found: list[tuple[list[str], float, float]] = []
    for lines in _lines_of_name(band.name, (step[1] - step[0] + 1) * area.year - OFF_SIDE, area.high(band)):
        heights = [_beside(text, step, left, area) for text in lines]
        found.append((lines, *_height_of_name(band, area.on, heights)))
    clear = [each for each in found if each[2] >= CLEAR]
    lines, height, room = clear[0] if clear else max(found, key=lambda each: each[2])
    at = {"y": area.on.low + height / PLOT * (area.on.high - area.on.low), "yanchor": "middle"}
    side = {"x": step[0] - 0.5, "xanchor": "left", "xshift": OFF_SIDE, "align": "left"}
    if not left:
        side = {"x": step[1] + 0.5, "xanchor": "right", "xshift": -OFF_SIDE, "align": "right"}
    return note(theme.below_each_other(lines), **at, **side, font={"size": 12}), room


def _names(stretch: LevelBands, area: _Area) -> list[dict[str, Any]]:
    """Return the names of the bands of one stretch of years, on the side of it that keeps clear of the lines."""
    step = area.step(stretch)
    best: list[dict[str, Any]] = []
    clearest = -math.inf
    # At the right end of the picture stand the names of the lines.
    for left in (True,) if step[1] == len(area.years) - 1 else (True, False):
        placed = [_placed(band, step, left, area) for band in stretch.bands if area.high(band) >= LABEL]
        clear = min((room for _named, room in placed), default=0.0)
        if clear > clearest:
            clearest, best = clear, [named for named, _room in placed]
    return best


def _missing(words: str, step: tuple[int, int], lines: Sequence[Values], on: Scale) -> dict[str, Any]:
    """Return why years have no bands: low, where names of bands end; higher where points stand low."""
    first, last = step
    heights = _heights(lines, first - 1, last + 1, on)
    at = max(UNKNOWN, key=lambda at: min([abs(at - height) for height in heights] + [UNKNOWN_CLEAR]))
    middle = {"x": (first + last) / 2, "y": on.low, "yshift": at, "yanchor": "middle"}
    return note(theme.wrap(words, 8), **middle, font={"size": 12})


def _ground(band: Band, rank: int, step: tuple[int, int], on: Scale) -> list[dict[str, Any]]:
    """Return the background of a band, with a separator at its floor where that can be seen."""
    across = {"x0": step[0] - 0.5, "x1": step[1] + 0.5, "layer": "below"}
    colour = BANDS[rank] if rank < len(BANDS) else LOWEST_BAND
    foot = max(band.low, float(on.low))
    area = {"type": "rect", "y0": foot, "y1": band.high, "fillcolor": colour, "line": {"width": 0}, **across}
    if band.low <= on.low:
        return [area]
    edge = {"color": SEPARATOR, "width": 1}
    return [area, {"type": "line", "y0": band.low, "y1": band.low, "line": edge, **across}]


def band_marks(
    stretches: Sequence[LevelBands], years: Sequence[int], lines: Sequence[Values], on: Scale, width: float
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return backgrounds with separators, and names, of the levels: each stretch of years by its own rule.

    Parameters
    ----------
    lines
        Values by place on the axis that the names keep clear of.
    width
        Of the drawing area at least, in pixels.

    Returns
    -------
    Shapes and annotations
        A stretch without a rule has no shape, and a note that says so; a band that is too low for its name has none.
    """
    area = _Area(years, on, width, lines)
    shapes, names = [], []
    for stretch in stretches:
        if stretch.missing:
            names.append(_missing(stretch.missing, area.step(stretch), lines, on))
        for rank, band in enumerate(stretch.bands):
            shapes += _ground(band, rank, area.step(stretch), on)
        names += _names(stretch, area)
    return shapes, names
