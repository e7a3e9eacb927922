"""What figures over years share: scales, headers, lines with gaps, and the marks of changes and targets."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from ita.charts import theme
from ita.series.model import Axis, Line, RuleChange, Side

# Room above 100 for a value, and for the name of a target, as a share of the scale.
VALUE_ROOM = 0.08
TARGET_ROOM = 0.15
# The drawing area of a figure of lines, and what each line of text takes, in pixels.
PLOT = 360
TEXT_LINE = 19
CAPTION = 17
# How wide a figure is at least, on a phone and on a desk, in pixels, and how many letters a line of its header has.
FIGURE, WIDE_FIGURE = 357, 820
HEADER_LETTERS, WIDE_LETTERS = 46, 120
# How wide a year is on the axis, in pixels with the room beside it.
YEAR = 28.0
# Nearer than this, labels touch.
LABEL = 18

OWN = theme.OWN
# A point without a value carries this: with an empty text plotly.js drops the texts of other points when it draws anew.
BLANK = "\u00a0"
# Lines and values cross: the text stays readable on a line of its own colour.
HALO = "0 0 3px #fff, 0 0 3px #fff, 0 0 4px #fff, 0 0 4px #fff"


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale of scores: where the axis begins, where it ends (above 100, so that labels have room), its ticks."""

    low: float
    high: float
    ticks: tuple[int, ...]

    def pixels(self, value: float, plot: float) -> float:
        """Return how many pixels above the foot of a drawing area of `plot` pixels a value stands."""
        return (value - self.low) / (self.high - self.low) * plot


def scale(axis: Axis, room: float = VALUE_ROOM) -> Scale:
    """Return an axis as it is drawn.

    Parameters
    ----------
    room
        What is kept free above its end, as a share of the scale.
    """
    return Scale(axis.low, axis.high + room * (axis.high - axis.low), axis.ticks)


def header_letters(wide: bool) -> int:
    """Return how many letters a line of a header may have, on a desk or on a phone."""
    return WIDE_LETTERS if wide else HEADER_LETTERS


def header(
    lines: Sequence[str], left: int, strong: str = "", under: int = 0, letters: int = HEADER_LETTERS
) -> tuple[dict[str, Any], int]:
    """Return the text above a figure, and the margin that it takes.

    Parameters
    ----------
    lines
        What to say; long lines are broken.
    left
        The left margin of the figure in pixels.
    strong
        A first line in bold.
    under
        Pixels to keep free between the text and the drawing area.
    letters
        How many letters a line may have.
    """

    def broken(text: str) -> list[str]:
        return [theme.plain(line) for line in theme.lines(text, letters)] if text else []

    texts = [f"<b>{text}</b>" for text in broken(strong)] + [text for line_ in lines for text in broken(line_)]
    above = TEXT_LINE * len(texts) + 10 + under
    place = {"xref": "paper", "x": 0, "xanchor": "left", "xshift": 8 - left, "yref": "paper", "y": 1, "yanchor": "top"}
    return note("<br>".join(texts), **place, yshift=above - 2, align="left", font={"size": 14}), above


def score_axis(on: Scale, **more: Any) -> dict[str, Any]:
    """Return a vertical axis of scores."""
    return {
        "range": [on.low, on.high],
        "tickmode": "array",
        "tickvals": list(on.ticks),
        "gridcolor": theme.GRID,
        "zeroline": False,
        "tickfont": {"family": theme.FONT, "size": 13, "color": theme.MUTED},
        "fixedrange": True,
        **more,
    }


def steps_apart(needed: float, spacing: float) -> int:
    """Return how many years texts must be apart that need so many pixels, where years are so many pixels apart."""
    return max(math.ceil(needed / spacing), 1)


def year_axis(years: Sequence[int], apart: int = 1, **more: Any) -> dict[str, Any]:
    """Return a horizontal axis that gives every year its place, whether or not it has a figure.

    Parameters
    ----------
    apart
        How many years the names of two are apart, counted from the last.
    """
    names = [str(year) for year in years]
    return {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": names,
        "range": [-0.5, max(len(names), 1) - 0.5],
        "tickmode": "array",
        "tickvals": names[::-1][::apart][::-1],
        "tickangle": 0,
        "ticks": "",
        "showgrid": False,
        "zeroline": False,
        "tickfont": {"family": theme.FONT, "size": 14 if len(names) <= 6 else 12, "color": theme.INK},
        "fixedrange": True,
        **more,
    }


def note(text: str, **more: Any) -> dict[str, Any]:
    """Return a text inside a figure."""
    font = {"family": theme.FONT, "size": 13, "color": theme.MUTED, "shadow": HALO, **more.pop("font", {})}
    return {"text": text, "showarrow": False, "font": font, **more}


def value_font(years: int, colour: str) -> dict[str, Any]:
    """Return the font of values at points: smaller where many years share a phone's width."""
    size = 14 if years <= 6 else 12 if years <= 8 else 11
    return {"family": theme.FONT, "size": size, "color": colour, "shadow": HALO}


def line_style(colour: str, width: float, dash: str = "solid") -> dict[str, Any]:
    """Return the style of a line."""
    return {"color": colour, "width": width, "dash": dash}


def marker(colour: str | list[str], size: int, symbol: str = "circle") -> dict[str, Any]:
    """Return the style of points, set off from lines by a white edge."""
    return {"color": colour, "size": size, "symbol": symbol, "line": {"color": "#ffffff", "width": 1}}


def cuts(changes: Sequence[RuleChange], years: Sequence[int]) -> set[int]:
    """Return the places on the axis before which a line is cut: scores on both sides cannot be compared."""
    return {years.index(change.year) for change in changes if change.cuts}


def cut_apart(values: Sequence[Any], cut: Collection[int], filler: Any = None) -> list[Any]:
    """Return values with a filler before each place of a cut; over None no line passes."""
    return [part for place, value in enumerate(values) for part in ((filler, value) if place in cut else (value,))]


def line_trace(line: Line, years: Sequence[int], cut: Collection[int], /, **more: Any) -> go.Scatter:
    """Return a line over years: gaps stay gaps, and it is cut where scores cannot be compared."""
    tips = {point.year: theme.below_each_other(point.tip) for point in line.points}
    return go.Scatter(
        x=cut_apart([str(year) for year in years], cut),
        y=cut_apart(line.values(years), cut),
        name=theme.plain(line.name),
        connectgaps=False,
        hovertext=cut_apart([tips.get(year, "") for year in years], cut, ""),
        hoverinfo="text",
        **{"cliponaxis": False, **more},
    )


def change_lines(changes: Sequence[RuleChange], years: Sequence[int]) -> list[dict[str, Any]]:
    """Return a dotted line before each year of a change."""
    return [
        {
            "type": "line",
            "x0": years.index(year) - 0.5,
            "x1": years.index(year) - 0.5,
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "line": {"color": theme.MUTED, "width": 1.5, "dash": "dot"},
        }
        for year in dict.fromkeys(change.year for change in changes)
    ]


def change_captions(changes: Sequence[RuleChange], years: Sequence[int]) -> list[dict[str, Any]]:
    """Return a caption a change, each a line higher than the one before; its full wording opens under the pointer."""
    return [
        note(
            theme.plain(change.caption),
            x=(place := years.index(change.year)) - 0.5,
            yref="paper",
            y=1,
            xanchor="left" if 2 * place <= len(years) else "right",
            yanchor="bottom",
            yshift=row * CAPTION + 1,
            hovertext="<br>".join(theme.wrap(text, 40) for text in change.wordings),
        )
        for row, change in enumerate(changes)
    ]


def target_marks(targets: Line) -> go.Scatter:
    """Return targets as dashes, the labelled ones named, above or under them."""
    name = theme.plain(targets.name)
    under = any(point.side is Side.BELOW for point in targets.points)
    return go.Scatter(
        x=[str(point.year) for point in targets.points],
        y=[point.value for point in targets.points],
        mode="markers+text",
        name=name,
        marker={
            "symbol": "line-ew",
            "size": 30,
            "color": theme.GOOD,
            "line": {"color": theme.GOOD, "width": 3},
        },
        text=[f"{name}<br>{theme.plain(point.label)}" if point.label else BLANK for point in targets.points],
        textposition="bottom center" if under else "top center",
        textfont={"family": theme.FONT, "size": 13, "color": theme.GOOD, "shadow": HALO},
        cliponaxis=False,
        hovertext=[theme.below_each_other(point.tip) for point in targets.points],
        hoverinfo="text",
    )


def drawn(traces: Sequence[Any], layout: dict[str, Any]) -> go.Figure:
    """Return a figure without a template: given to the constructor, ``template=None`` means plotly's own."""
    figure = go.Figure(list(traces))
    figure.update_layout(layout)
    return figure
