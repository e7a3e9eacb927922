"""The levels behind a line of totals: the bands of each year's own rule, never those of another year."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from ita.charts import theme
from ita.charts.years import LABEL, PLOT, Scale, Values, note
from ita.errors import N_
from ita.i18n import translator
from ita.level_names import level_name

Rule = tuple[tuple[float, str], ...]

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


def _rule(bands: pd.DataFrame, year: int, lang: str) -> Rule:
    """Return a year's floors from the best down, each with the names of all levels that share it."""
    names: dict[float, list[str]] = {}
    rows = bands[(bands["fiscal_year"] == year) & bands["min_total"].notna()].sort_values("level_order")
    for floor, level in zip(rows["min_total"], rows["level"], strict=True):
        names.setdefault(float(floor), []).append(theme.plain(level_name(level, lang)))
    return tuple((floor, " / ".join(names[floor])) for floor in sorted(names, reverse=True))


def runs_of(bands: pd.DataFrame, years: Sequence[int], lang: str) -> list[tuple[int, int, Rule]]:
    """Return first place, last place and rule of each stretch of years under one rule."""
    found: list[tuple[int, int, Rule]] = []
    for place, year in enumerate(years):
        rule = _rule(bands, year, lang)
        if found and found[-1][2] == rule:
            found[-1] = (found[-1][0], place, rule)
        else:
            found.append((place, place, rule))
    return found


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
    named: Sequence[tuple[str, float, float]], step: tuple[int, int], lines: Sequence[Values], on: Scale
) -> list[dict[str, Any]]:
    """Return the names of the bands of one stretch of years, on the side of it that keeps clear of the lines.

    Parameters
    ----------
    named
        Name, foot and top of each band.
    step
        Places of the first and the last year.
    lines
        Values by place: what the names keep clear of.
    """
    first, last = step
    best: list[dict[str, Any]] = []
    clearest = -math.inf
    # At the right end of the picture stand the names of the lines.
    sides = (True,) if last == len(lines[0]) - 1 else (True, False)
    for left in sides:
        notes, clear = [], 2.0 * LABEL
        for name, foot, top in named:
            # How many years a name passes over on a phone.
            reach = theme.width(name) * LETTER * len(lines[0]) / PHONE
            near = (first - 0.5, min(first - 0.5 + reach, last + 0.5))
            near = near if left else (max(last + 0.5 - reach, first - 0.5), last + 0.5)
            height, room = _height_of_name(foot, top, _heights(lines, *near, on), on)
            at = {"y": on.low + height / PLOT * (on.high - on.low), "yanchor": "middle"}
            side = {"x": first - 0.5, "xanchor": "left", "xshift": 6} if left else {}
            side = side or {"x": last + 0.5, "xanchor": "right", "xshift": -6}
            notes.append(note(name, **at, **side, font={"size": 12}))
            clear = min(clear, room)
        if clear > clearest:
            clearest, best = clear, notes
    return best


def band_marks(
    runs: Sequence[tuple[int, int, Rule]], lines: Sequence[Values], on: Scale, lang: str
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return backgrounds with separators, and names, of the levels: each stretch of years by its own rule.

    Parameters
    ----------
    runs
        As from `runs_of`.
    lines
        Values by place on the axis that the names keep clear of.

    Returns
    -------
    Shapes and annotations
        A stretch without a rule has no shape, and a note that says so.
    """
    shapes, names = [], []
    for first, last, rule in runs:
        across = {"x0": first - 0.5, "x1": last + 0.5, "layer": "below"}
        if not rule:
            heights = _heights(lines, first - 1, last + 1, on)
            # Low, where names of bands end; higher where points stand low.
            at = max(UNKNOWN, key=lambda at: min([abs(at - height) for height in heights] + [UNKNOWN_CLEAR]))
            middle = {"x": (first + last) / 2, "y": on.low, "yshift": at, "yanchor": "middle"}
            names.append(note(theme.wrap(translator(lang)(N_("rules not known")), 8), **middle, font={"size": 12}))
        named = []
        top = 100.0
        for rank, (floor, name) in enumerate(rule):
            if top <= on.low:
                break
            foot = max(floor, float(on.low))
            colour = BANDS[rank] if rank < len(BANDS) else LOWEST_BAND
            shapes.append({"type": "rect", "y0": foot, "y1": top, "fillcolor": colour, "line": {"width": 0}, **across})
            if floor > on.low:
                edge = {"color": SEPARATOR, "width": 1}
                shapes.append({"type": "line", "y0": floor, "y1": floor, "line": edge, **across})
            if on.pixels(top, PLOT) - on.pixels(foot, PLOT) >= LABEL:
                named.append((name, foot, top))
            top = foot
        names += _names(named, (first, last), lines, on)
    return shapes, names
