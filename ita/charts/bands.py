"""The levels behind lines of totals: where their grounds, edges and names are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from ita.charts import theme
from ita.charts.years import LABEL, PLOT, Scale, note
from ita.series.model import Band, LevelBands, Values

SEPARATOR = "#b3bec9"
# Bands from the best level down. Two shades of good, then ever stronger ones of weak; the names carry the meaning.
BANDS = ("rgba(15,118,110,.17)", "rgba(15,118,110,.07)", "rgba(194,65,12,.05)", "rgba(194,65,12,.09)")
LOWEST_BAND = "rgba(194,65,12,.13)"
# The drawing area on a phone and a letter of a name, in pixels across.
PHONE = 235
LETTER = 6.5
# Where a year without rules may say so, in pixels above the foot, and how far from points it need not go further.
UNKNOWN = (44.0, 130.0, 220.0)
UNKNOWN_CLEAR = 80.0
# How far the middle of a name keeps from the edges of its band, in pixels, and how finely lines are looked at.
OFF_EDGE = 10
STEPS = 8


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


def _clearance(middle: float, heights: Sequence[float]) -> float:
    """Return how far a name stands from the nearest line, in pixels; beyond two labels more room is no better."""
    return min([abs(middle - height) for height in heights] + [2.0 * LABEL])


def _height_of_name(foot: float, top: float, heights: Sequence[float], on: Scale) -> tuple[float, float]:
    """Return at which height within its band a name stands, in pixels, and how far from the nearest line.

    It keeps off the edges of the band and the lines of the grid, and of such places off the lines of the figure.
    """
    low, high = on.pixels(foot, PLOT), on.pixels(min(top, on.high), PLOT)
    middle = (low + high) / 2
    ruled = [low, high, *(on.pixels(tick, PLOT) for tick in on.ticks)]
    places = [middle, *(low + step for step in range(OFF_EDGE, int(high - low) - OFF_EDGE + 1, 2))]
    free = [place for place in places if min(abs(place - edge) for edge in ruled) >= OFF_EDGE] or [middle]
    best = max(free, key=lambda place: (_clearance(place, heights), -abs(place - middle)))
    return best, _clearance(best, heights)


def _names(
    bands: Sequence[Band], step: tuple[int, int], years: int, lines: Sequence[Values], on: Scale
) -> list[dict[str, Any]]:
    """Return the names of the bands of one stretch of years, on the side of it that keeps clear of the lines.

    Parameters
    ----------
    step
        Places of the first and the last year.
    years
        How many years the axis has.
    lines
        Values by place: what the names keep clear of.
    """
    first, last = step
    best: list[dict[str, Any]] = []
    clearest = -math.inf
    # At the right end of the picture stand the names of the lines.
    sides = (True,) if last == years - 1 else (True, False)
    for left in sides:
        notes, clear = [], 2.0 * LABEL
        for band in bands:
            # How many years a name passes over on a phone.
            reach = theme.width(band.name) * LETTER * years / PHONE
            near = (first - 0.5, min(first - 0.5 + reach, last + 0.5))
            near = near if left else (max(last + 0.5 - reach, first - 0.5), last + 0.5)
            height, room = _height_of_name(max(band.low, on.low), band.high, _heights(lines, *near, on), on)
            at = {"y": on.low + height / PLOT * (on.high - on.low), "yanchor": "middle"}
            side = {"x": first - 0.5, "xanchor": "left", "xshift": 6} if left else {}
            side = side or {"x": last + 0.5, "xanchor": "right", "xshift": -6}
            notes.append(note(theme.plain(band.name), **at, **side, font={"size": 12}))
            clear = min(clear, room)
        if clear > clearest:
            clearest, best = clear, notes
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
    stretches: Sequence[LevelBands], years: Sequence[int], lines: Sequence[Values], on: Scale
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return backgrounds with separators, and names, of the levels: each stretch of years by its own rule.

    Parameters
    ----------
    lines
        Values by place on the axis that the names keep clear of.

    Returns
    -------
    Shapes and annotations
        A stretch without a rule has no shape, and a note that says so; a band that is too low for its name has none.
    """
    shapes, names = [], []
    for stretch in stretches:
        step = years.index(stretch.first_year), years.index(stretch.last_year)
        if stretch.missing:
            names.append(_missing(stretch.missing, step, lines, on))
        for rank, band in enumerate(stretch.bands):
            shapes += _ground(band, rank, step, on)
        high_enough = [
            band
            for band in stretch.bands
            if on.pixels(band.high, PLOT) - on.pixels(max(band.low, on.low), PLOT) >= LABEL
        ]
        names += _names(high_enough, step, len(years), lines, on)
    return shapes, names
