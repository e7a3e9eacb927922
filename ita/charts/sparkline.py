"""A small line of the total with the nation's, as plain HTML: without the megabytes that a large figure loads.

The lines are a picture that is stretched; points and words stand over it, in the page's own type and colours.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

import pandas as pd

from ita.charts import theme
from ita.charts.labels import spread
from ita.charts.years import Values, by_year, cuts, every_year, last_known, number
from ita.errors import N_
from ita.i18n import translator

# The drawing area: in shares of its width, and in pixels from its top.
WIDTH, HEIGHT = 1000.0, 104.0
MOST_YEARS = 6
# How far apart the middles of two names stay, and a value from its point, in pixels.
NAME, VALUE = 21.0, 17.0
# Points of score kept free above and under the lines.
ROOM = 1.0

Points = list[tuple[float, float] | None]


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


def _points(values: Values, low: float, high: float) -> Points:
    """Return where each value stands: across in parts of the width, down in pixels; None where it is not known."""
    step = WIDTH / max(len(values) - 1, 1)
    return [
        None if value is None else (place * step, (high - value) / (high - low) * HEIGHT)
        for place, value in enumerate(values)
    ]


def _path(points: Points, cut: set[int], style: str) -> str:
    """Return the path through the points: over a year that is not known, or a cut, it is broken off."""
    parts, pen = [], "M"
    for place, point in enumerate(points):
        pen = "M" if place in cut else pen
        if point is not None:
            parts.append(f"{pen}{point[0]:.1f} {point[1]:.1f}")
        pen = "M" if point is None else "L"
    return f"<path d='{' '.join(parts)}' fill='none' vector-effect='non-scaling-stroke' {style}/>"


def _lines(own: Points, nation: Points, cut: set[int], dark: bool) -> str:
    """Return the picture of the two lines."""
    ink = [theme.DARK[colour] if dark else colour for colour in (theme.MUTED, theme.OWN)]
    paths = _path(nation, cut, f"stroke='{ink[0]}' stroke-width='2' stroke-dasharray='6 5'")
    paths += _path(own, cut, f"stroke='{ink[1]}' stroke-width='3' stroke-linejoin='round'")
    picture = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH:g} {HEIGHT:g}' width='{WIDTH:g}' "
        f"height='{HEIGHT:g}' preserveAspectRatio='none'>{paths}</svg>"
    )
    return f"data:image/svg+xml,{quote(picture)}"


def _mark(kind: str, text: str, across: float, down: float) -> Mark:
    return Mark(kind, text, 100 * across / WIDTH, down)


def total_sparkline(trend: pd.DataFrame, breaks: pd.DataFrame, lang: str, *, dark: bool = False) -> Sparkline | None:
    """Return the line of an agency's total over its last years beside the nation's; None under two known totals.

    Parameters
    ----------
    trend
        `reads.total_trend`: one row a year; may be empty. Of the nation itself (no ``difference``) one line is drawn.
    breaks
        `reads.breaks`: a line is cut where scores cannot be compared.
    lang
        ``th`` or ``en``.
    dark
        Whether it stands on a dark page.
    """
    _ = translator(lang)
    mine = trend[trend["total_shown"].notna()]
    years = every_year(mine["fiscal_year"])[-MOST_YEARS:]
    own, nation = by_year(trend, "total_shown", years), by_year(trend, "national_total", years)
    if sum(value is not None for value in own) < 2:
        return None
    if mine.loc[mine["national_total"].notna(), "difference"].isna().any():
        nation = [None] * len(years)
    known = [value for value in (*own, *nation) if value is not None]
    low, high = min(known) - ROOM, max(known) + ROOM
    cut = cuts(breaks, years)
    at = {"own": _points(own, low, high), "nation": _points(nation, low, high)}
    words, ends = [], []
    for kind, values, name in (("own", own, _(N_("this agency"))), ("nation", nation, _(N_("nation")))):
        last = last_known(values)
        point = at[kind][last[0]] if last else None
        if last and point:
            ends.append((kind, f"{name} {number(last[1])}", point))
    for (kind, text, point), down in zip(ends, spread([point[1] for *_rest, point in ends], NAME), strict=True):
        words.append(_mark(f"end {kind}", text, point[0], down))
    final = (last_known(own) or (0, 0.0))[0]
    first = next(place for place, value in enumerate(own) if value is not None)
    for place, (point, other) in enumerate(zip(at["own"], at["nation"], strict=True)):
        if point is None:
            continue
        words.append(_mark("point", "", point[0], point[1]))
        if place != final:
            # On the side away from the nation's line.
            under = other is not None and other[1] <= point[1]
            kind = "own" if place == first else "own between"
            words.append(_mark(kind, number(own[place]), point[0], point[1] + (VALUE if under else -VALUE)))
    step = WIDTH / max(len(years) - 1, 1)
    for place, year in enumerate(years):
        kind = "year" if place in (0, len(years) - 1) else "year between"
        words.append(_mark(kind, str(year), place * step, HEIGHT + 2 * VALUE + 4))
    said = ", ".join(f"{year} {number(value)}" for year, value in zip(years, own, strict=True) if value is not None)
    label = _(N_("The total over the years: {scores}")).format(scores=said)
    return Sparkline(label, _lines(at["own"], at["nation"], cut, dark), tuple(words))
