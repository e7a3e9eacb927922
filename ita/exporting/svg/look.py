"""Two looks of pictures: in the colours of the screen, or without them, told apart by grey and pattern."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from ita.charts import heatmap, theme
from ita.series.heatmap import LOWEST_SCORE
from ita.series.model import CellSeries, Emphasis

Look = Literal["colour", "grey"]

# Dark enough that a copy of a copy shows it.
_GREYS = {
    Emphasis.OWN: "#111111",
    Emphasis.COMPARED: "#555555",
    Emphasis.OTHER: "#b9b9b9",
    Emphasis.TARGET: "#222222",
    Emphasis.WEAK: "#222222",
    Emphasis.CALM: "#8a8a8a",
    Emphasis.RISE: "#111111",
    Emphasis.FALL: "#111111",
    Emphasis.NEUTRAL: "#777777",
    Emphasis.IIT: "#111111",
    Emphasis.EIT: "#4a4a4a",
    Emphasis.OIT: "#111111",
}
# In grey, lines that colour tells apart are told apart by dashes.
_GREY_DASHES = {Emphasis.EIT: "9 4", Emphasis.OIT: "2 3"}
_DASHES = {Emphasis.COMPARED: "6 5"}
_BANDS = (
    (theme.GOOD, 0.17),
    (theme.GOOD, 0.07),
    (theme.WEAK, 0.05),
    (theme.WEAK, 0.09),
    (theme.WEAK, 0.13),
)
_GREY_BANDS = (("#000000", 0.0), ("#000000", 0.04), ("#000000", 0.08), ("#000000", 0.12), ("#000000", 0.16))
_CELLS = heatmap.COLOURS
_GREY_CELLS = ((LOWEST_SCORE, "#4d4d4d"), (65, "#8c8c8c"), (80, "#c4c4c4"), (92, "#e6e6e6"), (100, "#fbfbfb"))


@dataclass(frozen=True, slots=True)
class Style:
    """How a line is drawn: its width, the size and shape of its points."""

    width: float
    size: float
    shape: str = "circle"


STYLES = {
    Emphasis.OWN: Style(3, 10),
    Emphasis.COMPARED: Style(2, 7, "diamond"),
    Emphasis.OTHER: Style(1.5, 5),
    Emphasis.IIT: Style(2.5, 10),
    Emphasis.EIT: Style(2.5, 10, "square"),
    Emphasis.OIT: Style(2.5, 11, "diamond"),
}


def colour(emphasis: Emphasis, look: Look) -> str:
    """Return the colour of marks of an emphasis, as the screen has it or as a grey."""
    return _GREYS[emphasis] if look == "grey" else theme.COLOURS[emphasis]


def ink(emphasis: Emphasis, look: Look) -> str:
    """Return the colour of texts of an emphasis."""
    return muted(look) if emphasis is Emphasis.NEUTRAL else colour(emphasis, look)


def text(look: Look) -> str:
    """Return the colour of texts."""
    return "#000000" if look == "grey" else theme.INK


def muted(look: Look) -> str:
    """Return the colour of texts beside the matter."""
    return "#444444" if look == "grey" else theme.MUTED


def warning(look: Look) -> str:
    """Return the colour of marks such as that figures are synthetic."""
    return "#333333" if look == "grey" else theme.WEAK


def dash(emphasis: Emphasis, look: Look) -> str | None:
    """Return how a line is dashed; None where it is not."""
    return _DASHES.get(emphasis) or (_GREY_DASHES.get(emphasis) if look == "grey" else None)


def band(rank: int, look: Look) -> tuple[str, float]:
    """Return colour and opacity of a level, by its rank from the best, which is 0."""
    found = _GREY_BANDS if look == "grey" else _BANDS
    return found[min(rank, len(found) - 1)]


def mixed(one: str, other: str, share: float) -> str:
    """Return a colour between two: `share` is how much of the second, 0-1."""
    parts = [(int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(low + (high - low) * share):02x}" for low, high in parts)


def cell(value: float, series: CellSeries, look: Look) -> tuple[str, str]:
    """Return the colours of a cell and of the text on it: the darker, the worse."""
    found = _GREY_CELLS if look == "grey" else _CELLS
    low, high = found[0][0], found[-1][0]
    score = value if series.higher_is_better else high - min(value / series.axis.high, 1) * (high - low)
    at = min(max(score, low), high)
    ground = found[-1][1]
    for (start, one), (end, other) in pairwise(found):
        if start <= at <= end:
            ground = mixed(one, other, (at - start) / (end - start))
            break
    return ground, _on(ground)


def _on(ground: str) -> str:
    """Return black or white, whichever is read better on a ground."""
    parts = (int(ground[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#000000" if (light + 0.05) / 0.05 >= 1.05 / (light + 0.05) else "#ffffff"
