"""What figures over years share: years, scales, heads, lines with gaps, and the marks of breaks and targets.

A year without a figure is a gap: it keeps its place on the axis, and no line passes over it.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from ita.charts import theme
from ita.errors import N_
from ita.i18n import translator
from ita.indicator_names import name_column

Values = list[float | None]

# Room above 100 for a value, and for the name of a target, as a share of the scale.
VALUE_ROOM = 0.08
TARGET_ROOM = 0.15
# The drawing area of a figure of lines, and what each line of text takes, in pixels.
PLOT = 360
TEXT_LINE = 19
CAPTION = 17
# Letters that a line of a head may have: a chart on a phone is 358 pixels wide.
HEADER_LETTERS = 46
# Nearer than this, labels touch.
LABEL = 18

OWN = theme.OWN
# A point without a value carries this: with an empty text plotly.js drops the texts of other points when it draws anew.
BLANK = "\u00a0"
# Lines and values cross: the text stays readable on a line of its own colour.
HALO = "0 0 3px #fff, 0 0 3px #fff, 0 0 4px #fff, 0 0 4px #fff"
BREAK_WORDS = {
    "scores": N_("new framework"),
    "levels": N_("levels changed"),
    "questions": N_("questions changed"),
}


# --- The ground: years, scales, heads and marks ---


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale of scores: where the axis begins, where it ends (above 100, so that labels have room), its ticks."""

    low: int
    high: float
    ticks: tuple[int, ...]

    def pixels(self, value: float, plot: float) -> float:
        """Return how many pixels above the foot of a drawing area of `plot` pixels a value stands."""
        return (value - self.low) / (self.high - self.low) * plot


def number(value: float | None, decimals: int = 2) -> str:
    """Return a score with its decimals; a blank where it is not known."""
    return BLANK if value is None else f"{value:.{decimals}f}"


def every_year(years: Iterable[Any]) -> list[int]:
    """Return all years from the first to the last, those without a figure too."""
    there = sorted({int(year) for year in years})
    return list(range(there[0], there[-1] + 1)) if there else []


def by_year(frame: pd.DataFrame, column: str, years: Sequence[int]) -> Values:
    """Return one value a year, None where the frame has none."""
    there = {
        int(year): float(value)
        for year, value in zip(frame["fiscal_year"], frame[column], strict=True)
        if not pd.isna(value)
    }
    return [there.get(year) for year in years]


def names_of(rows: pd.DataFrame, lang: str) -> list[str]:
    """Return number and name of each row's indicator."""
    texts = rows[name_column(lang)]
    return [f"{int(no)}. {theme.plain(text)}" for no, text in zip(rows["indicator_no"], texts, strict=True)]


def scale(values: Iterable[float | None], room: float = VALUE_ROOM) -> Scale:
    """Return the scale on which scores are told apart: up to 100, from a round score under the lowest.

    Parameters
    ----------
    values
        Scores 0-100, None where not known.
    room
        What is kept free above 100, as a share of the scale.
    """
    lowest = min((value for value in values if value is not None), default=0.0)
    # A label under the lowest point needs its height.
    wanted = min(lowest - 0.07 * (100 - lowest) - 0.5, 90.0)
    low, step = 0, 20
    for step in (5, 10, 20):
        low = max(0, math.floor(wanted / step) * step)
        if (100 - low) / step <= 7:
            break
    return Scale(low, 100 + room * (100 - low), tuple(range(100, low - 1, -step))[::-1])


def axis_words(name: str, low: float, lang: str) -> str:
    """Return what an axis counts, and that it does not begin at 0 where it does not."""
    if low <= 0:
        return f"{name} (0–100)"
    return translator(lang)(N_("{name} (the axis begins at {low}, not at 0)")).format(name=name, low=low)


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
        return theme.wrap(text, letters).split("<br>") if text else []

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


def year_axis(years: Sequence[int], **more: Any) -> dict[str, Any]:
    """Return a horizontal axis that gives every year its place, whether or not it has a figure."""
    names = [str(year) for year in years]
    return {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": names,
        "range": [-0.5, max(len(names), 1) - 0.5],
        "tickmode": "array",
        "tickvals": names,
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


def last_known(values: Values) -> tuple[int, float] | None:
    """Return place and value of the last value that is known."""
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    return known[-1] if known else None


def _not_comparable(value: object) -> bool:
    return str(value).strip().lower().startswith(("no", "false"))


def cuts(breaks: pd.DataFrame, years: Sequence[int]) -> set[int]:
    """Return the places on the axis before which a line is cut: scores on both sides cannot be compared."""
    rows = breaks[(breaks["affects"] == "scores") & breaks["fiscal_year"].isin(years[1:])]
    return {
        years.index(int(year))
        for year, comparable in zip(rows["fiscal_year"], rows["comparable"], strict=True)
        if _not_comparable(comparable)
    }


def cut_apart(values: Sequence[Any], cut: Collection[int], filler: Any = None) -> list[Any]:
    """Return values with a filler before each place of a cut; over None no line passes."""
    return [part for place, value in enumerate(values) for part in ((filler, value) if place in cut else (value,))]


def line(
    years: Sequence[int], values: Values, hover: Sequence[str], cut: Collection[int] = (), **more: Any
) -> go.Scatter:
    """Return a line over years: gaps stay gaps, and it is cut where scores cannot be compared."""
    return go.Scatter(
        x=cut_apart([str(year) for year in years], cut),
        y=cut_apart(values, cut),
        connectgaps=False,
        hovertext=cut_apart(hover, cut, ""),
        hoverinfo="text",
        **{"cliponaxis": False, **more},
    )


def break_marks(
    breaks: pd.DataFrame, years: Sequence[int], kinds: Sequence[str], lang: str
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the dotted lines and captions of what changed between two years of the axis.

    Parameters
    ----------
    breaks
        One row a year and change; a change before the first year of the axis is left out.
    kinds
        Which of ``scores``, ``levels`` and ``questions`` to draw.

    Returns
    -------
    Shapes and annotations
        A line a year, and a caption a change; each caption stands a line higher than the one before, and its full
        wording opens under the pointer.
    """
    _ = translator(lang)
    marked = breaks[breaks["affects"].isin(kinds) & breaks["fiscal_year"].isin(years[1:])]
    changed = sorted({int(year) for year in marked["fiscal_year"]})
    shapes = [
        {
            "type": "line",
            "x0": years.index(year) - 0.5,
            "x1": years.index(year) - 0.5,
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "line": {"color": theme.MUTED, "width": 1.5, "dash": "dot"},
        }
        for year in changed
    ]
    captions: list[dict[str, Any]] = []
    for year in changed:
        place = years.index(year)
        for kind in kinds:
            wordings = marked.loc[(marked["fiscal_year"] == year) & (marked["affects"] == kind), f"what_{lang}"]
            if len(wordings):
                captions.append(
                    note(
                        _(BREAK_WORDS[kind]),
                        x=place - 0.5,
                        yref="paper",
                        y=1,
                        xanchor="left" if 2 * place <= len(years) else "right",
                        yanchor="bottom",
                        yshift=len(captions) * CAPTION + 1,
                        hovertext="<br>".join(theme.wrap(theme.plain(text), 40) for text in wordings),
                    )
                )
    return shapes, captions


def _mine(targets: pd.DataFrame, indicator_no: int | None) -> pd.DataFrame:
    """Return the targets of the total (None) or of an indicator."""
    numbers = pd.to_numeric(targets["indicator_no"]).astype("Float64")
    mine = numbers.isna() if indicator_no is None else numbers.eq(indicator_no).fillna(value=False)
    return targets[mine.astype(bool) & targets["target"].notna()]


def target_years(targets: pd.DataFrame, indicator_no: int | None, years: Sequence[int]) -> list[int]:
    """Return the years of targets after the first year of a trend: a target is mostly of the year to come."""
    return [int(year) for year in _mine(targets, indicator_no)["fiscal_year"] if years and int(year) > years[0]]


def target_values(targets: pd.DataFrame, indicator_no: int | None, years: Sequence[int]) -> Values:
    """Return one target a year of the total (None) or of an indicator, None where none is set."""
    return by_year(_mine(targets, indicator_no), "target", years)


def target_marks(years: Sequence[int], goals: Values, lang: str, under: bool = False) -> go.Scatter:
    """Return targets as dashes, the last one named, above or under it; a trace without points where none is set."""
    word = translator(lang)(N_("target"))
    rows = [(year, value) for year, value in zip(years, goals, strict=True) if value is not None]
    return go.Scatter(
        x=[str(year) for year, _ in rows],
        y=[value for _, value in rows],
        mode="markers+text",
        name=word,
        marker={
            "symbol": "line-ew",
            "size": 30,
            "color": theme.GOOD,
            "line": {"color": theme.GOOD, "width": 3},
        },
        text=[*[BLANK] * (len(rows) - 1), *[f"{word}<br>{number(value)}" for _, value in rows[-1:]]],
        textposition="bottom center" if under else "top center",
        textfont={"family": theme.FONT, "size": 13, "color": theme.GOOD, "shadow": HALO},
        cliponaxis=False,
        hovertext=[f"{year}<br>{word} {number(value)}" for year, value in rows],
        hoverinfo="text",
    )


def drawn(traces: Sequence[Any], layout: dict[str, Any]) -> go.Figure:
    """Return a figure without a template: given to the constructor, ``template=None`` means plotly's own."""
    figure = go.Figure(list(traces))
    figure.update_layout(layout)
    return figure


def lines_over(
    traces: Sequence[go.Scatter],
    years: Sequence[int],
    on: Scale,
    lines: Sequence[str],
    *,
    strong: str = "",
    right: int = 26,
    captions: int = 0,
    shapes: Sequence[dict[str, Any]] = (),
    notes: Sequence[dict[str, Any]] = (),
) -> go.Figure:
    """Return a figure of lines over the years, with its head and room for captions and names."""
    left, foot = 38, 34
    text, above = header(lines, left, strong, CAPTION * captions)
    return drawn(
        traces,
        theme.layout(
            PLOT + above + foot,
            margin={"l": left, "r": right, "t": above, "b": foot},
            xaxis=year_axis(years),
            yaxis=score_axis(on),
            shapes=list(shapes),
            annotations=[text, *notes],
        ),
    )
