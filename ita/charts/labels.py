"""Where names and values stand beside lines, so that none covers another or its own line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from ita.charts.years import LABEL, Scale, note
from ita.series.model import Line, Values

# From a height to a height, in pixels.
Spans = list[tuple[float, float]]

# A line that climbs more pixels than this from year to year runs through a text beside its point.
STEEP = 16
# How far from its point a value stands, and how high the name of a target is, in pixels.
VALUE = 15
TARGET_NAME = 46


class EndLabel(NamedTuple):
    """A name at the end of a line: place of the year on the axis, value, text and colour."""

    place: int
    value: float
    text: str
    colour: str


def years_with_room(line: Line, apart: int) -> set[int]:
    """Return the years whose labels are written where two must be so many years apart: all where it is one.

    Else the last, the first, the lowest and the highest, and of the others those that keep clear of them.
    """
    known = [point.year for point in line.points if point.label]
    ranked = [point.year for point in sorted(line.points, key=lambda point: point.value) if point.label]
    chosen: list[int] = []
    for year in [*known[-1:], *known[:1], *ranked[:1], *ranked[-1:], *known[::-1]]:
        if all(abs(year - other) >= apart for other in chosen):
            chosen.append(year)
    return set(chosen)


def spread(places: Sequence[float], least: float) -> list[float]:
    """Return places moved apart so that none is nearer to the next than `least`, and moved no farther than needed.

    Labels that would overlap share their middle, so that each stays beside its point.
    """
    order = sorted(range(len(places)), key=lambda index: places[index])
    groups: list[tuple[float, int]] = []
    for rank, index in enumerate(order):
        mean, size = places[index] - rank * least, 1
        while groups and groups[-1][0] > mean:
            before, count = groups.pop()
            mean, size = (before * count + mean * size) / (count + size), count + size
        groups.append((mean, size))
    levelled = [mean for mean, size in groups for _ in range(size)]
    moved = [0.0] * len(places)
    for rank, index in enumerate(order):
        moved[index] = levelled[rank] + rank * least
    return moved


def spread_texts(places: Sequence[float], widths: Sequence[float]) -> list[float]:
    """Return middles of texts, given from left to right, moved apart by half of both widths, no farther than needed."""
    offsets = [0.0]
    for one, other in pairwise(widths):
        offsets.append(offsets[-1] + (one + other) / 2)
    groups: list[tuple[float, int]] = []
    for place, offset in zip(places, offsets, strict=False):
        mean, size = place - offset, 1
        while groups and groups[-1][0] > mean:
            before, count = groups.pop()
            mean, size = (before * count + mean * size) / (count + size), count + size
        groups.append((mean, size))
    levelled = [mean for mean, size in groups for _ in range(size)]
    return [mean + offset for mean, offset in zip(levelled, offsets, strict=False)]


def end_labels(
    ends: Sequence[EndLabel],
    on: Scale,
    plot: float,
    least: float,
    taken: Callable[[int], Spans] = lambda _place: [],
) -> list[dict[str, Any]]:
    """Return the names of lines beside their last points, moved apart where they would overlap.

    Parameters
    ----------
    on, plot
        The scale, and the height of the drawing area in pixels.
    least
        How far apart the middles of two names stay, in pixels.
    taken
        What else stands beside a place: the names keep clear of it.
    """
    groups: list[list[EndLabel]] = []
    for end in sorted(ends):
        if groups and end.place - groups[-1][-1].place <= 1:
            groups[-1].append(end)
        else:
            groups.append([end])
    found = []
    for group in groups:
        heights = [on.pixels(end.value, plot) for end in group]
        near = [span for place in sorted({end.place for end in group}) for span in taken(place)]
        moved = _clear_of(near, spread(heights, least), least)
        # Under the axis stand the years.
        lift = max(0.0, least / 2 - min(moved))
        for end, height, to in zip(group, heights, moved, strict=True):
            where = {"x": end.place, "y": end.value, "xanchor": "left", "yanchor": "middle"}
            found.append(
                note(end.text, **where, xshift=12, yshift=to + lift - height, align="left", font={"color": end.colour})
            )
    return found


def _clear_of(taken: Spans, places: Sequence[float], least: float) -> list[float]:
    """Return places moved together, the shorter way, below or above all that is taken, if any of it runs into them."""
    low, high = min(places) - least / 2, max(places) + least / 2
    if not any(foot < high and top > low for foot, top in taken):
        return list(places)
    down = min(foot for foot, _top in taken) - high
    up = max(top for _foot, top in taken) - low
    return [place + (down if -down <= up else up) for place in places]


def target_heights(goals: Values, near: int, on: Scale, plot: float, under: bool) -> Spans:
    """Return from where to where targets stand, in pixels, at a place and the one after it; the last has its name."""
    named = max((place for place, value in enumerate(goals) if value is not None), default=-1)
    found = []
    for place, value in list(enumerate(goals))[near : near + 2]:
        if value is not None:
            height = on.pixels(value, plot)
            name = TARGET_NAME if place == named else 0
            found.append((height - 5 - (name if under else 0), height + 5 + (0 if under else name)))
    return found


def sides(own: Values, on: Scale, plot: float, below: Sequence[bool | None] = ()) -> list[str]:
    """Return where the value of each point stands, clear of its own line.

    Parameters
    ----------
    own
        The line's values by place on the axis.
    on, plot
        The scale, and the height of the drawing area in pixels.
    below
        Whether a value must stand below its point, must stand above it (False), or may stand on either side (None).
    """
    heights = [None if value is None else on.pixels(value, plot) for value in own]
    label_sides = []
    for place, height in enumerate(heights):
        before = heights[place - 1] if place else None
        after = heights[place + 1] if place + 1 < len(heights) else None
        rises = [0.0 if near is None or height is None else near - height for near in (before, after)]
        wanted = below[place] if below else None
        # At the foot of a valley, or where the line only climbs away, there is room below.
        under = (min(rises) >= 0 < max(rises)) if wanted is None else wanted
        left, right = (rise < -STEEP if under else rise > STEEP for rise in rises)
        # The first and the last value keep off the ticks and the edge.
        free_left, free_right = right and not left and place > 0, left and not right and place + 1 < len(heights)
        side = "left" if free_left else "right" if free_right else "center"
        label_sides.append(f"{'bottom' if under else 'top'} {side}")
    return upright([(own, label_sides)], on, plot)[0]


def upright(lines: Sequence[tuple[Values, list[str]]], on: Scale, plot: float) -> list[list[str]]:
    """Return where values stand, as from `sides`, without those that would lean onto a value of the year beside them.

    Parameters
    ----------
    lines
        Of each line the values that are written, None for the others, and where they stand.
    """
    at = [
        [None if value is None else on.pixels(value, plot) for value in value_heights(own, label_sides, on, plot)]
        for own, label_sides in lines
    ]
    found = []
    for heights, (_own, label_sides) in zip(at, lines, strict=True):
        straight = list(label_sides)
        for place, label_side in enumerate(label_sides):
            edge, side = label_side.split()
            beside = place + {"left": -1, "right": 1, "center": 0}[side]
            height = heights[place]
            if beside != place and height is not None:
                others = [other for column in at if (other := column[beside]) is not None]
                if any(abs(other - height) < LABEL for other in others):
                    straight[place] = f"{edge} center"
        found.append(straight)
    return found


def value_heights(own: Values, label_sides: Sequence[str], on: Scale, plot: float) -> Values:
    """Return the scores at whose height the values themselves stand, as from `sides`."""
    step = VALUE / plot * (on.high - on.low)
    return [
        None if value is None else value + (-step if side.startswith("bottom") else step)
        for value, side in zip(own, label_sides, strict=True)
    ]
