"""What changed: two stated years side by side, and all years of the indicators as a table of colours."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go

from ita.charts import theme
from ita.charts.years import (
    HALO,
    HEAD_LETTERS,
    break_marks,
    by_year,
    drawn,
    every_year,
    head,
    names_of,
    note,
    number,
    year_axis,
)
from ita.errors import N_
from ita.formatting import signed
from ita.i18n import translator

# A change of nothing, and one that cannot be compared, are neither good nor bad.
NEUTRAL = "#7d8894"
MARK = "*"
SIDE = 8
# A row in pixels, and how far above its points its name stands.
ROW = 56
NAME = 21
# A row of the table of colours: the cell under its name.
CELL = 32
CELL_NAME = 24
# Room for the edge of the lowest cells, as a share of a row.
EDGE = 0.04
# Low scores strong, high ones calm: one hue that only grows darker, read alike by the colour-blind. A colour stands for
# the same score in every town and year; under the lowest of these scores it stays.
COLOURS = ((50, "#8f2f0a"), (65, "#c8622c"), (80, "#efac7c"), (92, "#f9e0cb"), (100, "#eef3f7"))
# Under this score the colour is dark and the text white.
DARK_UNDER = 62
# This many points of the total lost through one indicator are drawn as the lowest of these scores is.
MOST_LOST = 4.0
DECIMALS = {"score": 2, "lost_points": 3}


def _ticks(low: float, high: float) -> list[int]:
    """Return at most six round scores between two scores."""
    for step in (1, 2, 5, 10, 20):
        ticks = list(range(max(math.ceil(low / step), 0) * step, int(min(high, 100)) + 1, step))
        if len(ticks) <= 6:
            return ticks
    return [0, 50, 100]


def _colour(points: float, comparable: bool) -> str:
    """Return the colour of a change."""
    if not comparable or signed(points) == "0.00":
        return NEUTRAL
    return theme.GOOD if points > 0 else theme.WEAK


def _shade(value: float | None, kind: Literal["score", "lost_points"]) -> float | None:
    """Return the score whose colour a value has."""
    if value is None or kind == "score":
        return value
    low, high = COLOURS[0][0], COLOURS[-1][0]
    return high - min(value / MOST_LOST, 1) * (high - low)


def _ink(score: float | None) -> str:
    """Return the colour of a text on the colour of a score."""
    if score is None:
        return theme.MUTED
    return "#ffffff" if score < DARK_UNDER else "#000000"


def _points(scores: Sequence[float], left: Sequence[bool], **more: Any) -> go.Scatter:
    """Return the points of one year, each with its score on the side where no line leaves it."""
    return go.Scatter(
        x=list(scores),
        y=list(range(len(scores))),
        mode="markers+text",
        text=[number(score) for score in scores],
        textposition=["middle left" if to_left else "middle right" for to_left in left],
        cliponaxis=False,
        hoverinfo="text",
        **more,
    )


def _between(before: Sequence[float], after: Sequence[float], colours: Sequence[str]) -> list[dict[str, Any]]:
    """Return the lines between the points of two years, and a guide through each row to its name."""
    shapes: list[dict[str, Any]] = []
    for place, (old, new, colour) in enumerate(zip(before, after, colours, strict=True)):
        row = {"type": "line", "layer": "between", "y0": place, "y1": place}
        shapes.append({**row, "xref": "paper", "x0": 0, "x1": 1, "line": {"color": theme.GRID, "width": 1}})
        shapes.append({**row, "x0": old, "x1": new, "line": {"color": colour, "width": 4}})
    return shapes


def _listed(intro: str, names: Sequence[str]) -> list[str]:
    """Return names in lines that break between names only."""
    lines = [intro]
    for place, name in enumerate(names):
        text = name if place == len(names) - 1 else f"{name},"
        if theme.width(f"{lines[-1]} {text}") > HEAD_LETTERS:
            lines.append(text)
        else:
            lines[-1] += f" {text}"
    return lines


def _reasons(shown: pd.DataFrame, lang: str) -> list[str]:
    """Return what limits the comparison, each reason once: first of rows that cannot be compared at all."""
    _ = translator(lang)
    lines = []
    note_ = "break_note" if lang == "th" else "break_note_en"
    comparable = shown["comparable"].astype(bool)
    broken = shown.loc[~comparable, note_]
    for reason in dict.fromkeys(theme.plain(text) for text in broken.dropna()):
        lines.append(f"{MARK} {_(N_('not comparable: {reason}')).format(reason=reason)}")
    if broken.isna().any():
        lines.append(f"{MARK} {_(N_('not comparable'))}")
    for reason in dict.fromkeys(theme.plain(text) for text in shown.loc[comparable, note_].dropna()):
        lines.append(_(N_("Compare with care: {reason}")).format(reason=reason))
    return lines


def dumbbell(change: pd.DataFrame, from_year: int, to_year: int, lang: str) -> go.Figure:
    """Return each indicator's score in two stated years, the largest fall on top.

    What has to be explained stands first, as the weakest does on the other screens, and a phone shows it without
    scrolling; from there the changes grow to the largest rise.

    Parameters
    ----------
    change
        `reads.year_change`: one row an indicator. One without a score in either year is named above the figure instead.
        What cannot be compared is grey with a mark, and the note says why.
    from_year, to_year
        The years compared, as the caller stated them.
    lang
        ``th`` or ``en``.

    Returns
    -------
    Figure
        Traces: the points of the first year, those of the second; ``customdata`` is the indicator's number.
    """
    _ = translator(lang)
    scored = change[["from_score", "to_score", "change_points"]].notna().all(axis=1)
    shown = change[scored].sort_values(["change_points", "indicator_no"])
    lacking = change[~scored].sort_values("indicator_no")
    names, numbers = names_of(shown, lang), [int(no) for no in shown["indicator_no"]]
    before, after = [float(score) for score in shown["from_score"]], [float(score) for score in shown["to_score"]]
    points, comparable = [float(p) for p in shown["change_points"]], [bool(flag) for flag in shown["comparable"]]
    colours = [_colour(p, flag) for p, flag in zip(points, comparable, strict=True)]
    inks = [theme.MUTED if colour == NEUTRAL else colour for colour in colours]
    texts = [signed(p) + ("" if flag else MARK) for p, flag in zip(points, comparable, strict=True)]
    beside = [
        "" if pd.isna(p) else "<br>" + _(N_("compared with the nation {points}")).format(points=signed(float(p)))
        for p in shown["change_vs_national"]
    ]
    hover = [
        f"{name}<br>{from_year} {number(old)}<br>{to_year} {number(new)}<br><b>{text}</b>{nation}"
        for name, old, new, text, nation in zip(names, before, after, texts, beside, strict=True)
    ]
    # Values stand outside the points and take some fifty of a phone's pixels on either side.
    low, high = min([*before, *after], default=50.0), max([*before, *after], default=100.0)
    room = 0.2 * max(high - low, 4.0)
    lines = [
        _(N_("○ {from_year}   ● {to_year}   falls above, rises below")).format(from_year=from_year, to_year=to_year),
        _(N_("Scores; the axis does not begin at 0")) if low > room else _(N_("Score")),
    ]
    if len(lacking):
        lines += _listed(_(N_("Without a score in one of the years:")), names_of(lacking, lang))
    text, above = head([*lines, *_reasons(shown, lang)], SIDE)
    rising = [new >= old for old, new in zip(before, after, strict=True)]
    font = {"family": theme.FONT, "size": 13, "shadow": HALO}
    return drawn(
        [
            _points(
                before,
                rising,
                name=str(from_year),
                marker={"color": "#ffffff", "size": 13, "symbol": "circle", "line": {"color": NEUTRAL, "width": 3}},
                textfont={**font, "color": theme.MUTED},
                hovertext=hover,
                customdata=numbers,
            ),
            _points(
                after,
                [not up for up in rising],
                name=str(to_year),
                marker={"color": colours, "size": 15, "symbol": "circle", "line": {"color": "#ffffff", "width": 1}},
                textfont={**font, "color": theme.INK},
                hovertext=hover,
                customdata=numbers,
            ),
        ],
        theme.layout(
            above + ROW * max(len(shown), 1) + 30,
            margin={"l": SIDE, "r": SIDE, "t": above, "b": 30},
            xaxis={
                "range": [low - room, high + room],
                "tickmode": "array",
                "tickvals": _ticks(low - room, high + room),
                "gridcolor": theme.GRID,
                "zeroline": False,
                "tickfont": {"family": theme.FONT, "size": 13, "color": theme.MUTED},
                "fixedrange": True,
            },
            yaxis={"range": [max(len(shown), 1) - 0.6, -0.6], "visible": False, "fixedrange": True},
            shapes=_between(before, after, colours),
            annotations=[
                text,
                *(
                    note(
                        f'{name}  <b><span style="color:{colour}">{points_}</span></b>',
                        xref="paper",
                        x=0,
                        y=place,
                        xanchor="left",
                        yanchor="middle",
                        yshift=NAME,
                        font={"size": 14, "color": theme.INK},
                    )
                    for place, (name, points_, colour) in enumerate(zip(names, texts, inks, strict=True))
                ),
            ],
        ),
    )


def heatmap(
    trend: pd.DataFrame, breaks: pd.DataFrame, lang: str, value: Literal["score", "lost_points"] = "score"
) -> go.Figure:
    """Return the scores of all indicators and years as cells, or the points lost; what is worse stands out.

    Parameters
    ----------
    trend
        `reads.indicator_trend` or, for the points lost, `reads.lost_points_trend`: one row a year and indicator; may be
        empty. An indicator of which nothing is known has no row of cells; a year without a value has an empty cell
        with a dash.
    breaks
        `reads.breaks`: changes of scores and of questions stand as dotted lines between the years.
    lang
        ``th`` or ``en``.
    value
        Which column is drawn.

    Returns
    -------
    Figure
        Traces: the colours, the texts on them; ``customdata`` of the texts is the indicator's number.
    """
    _ = translator(lang)
    years = every_year(trend["fiscal_year"])
    named = trend.drop_duplicates("indicator_no").sort_values("indicator_no")
    numbers, names = [int(no) for no in named["indicator_no"]], names_of(named, lang)
    found = [by_year(trend[trend["indicator_no"] == no], value, years) for no in numbers]
    flat = [(row, column, shown) for row, values in enumerate(found) for column, shown in enumerate(values)]
    texts = ["–" if shown is None else number(shown, DECIMALS[value]) for _row, _column, shown in flat]
    low, high = COLOURS[0][0], COLOURS[-1][0]
    cells = [[_shade(shown, value) for shown in values] for values in found]
    words = (
        N_("Scores: the darker, the lower; – no score")
        if value == "score"
        else N_("Points of the total lost: the darker, the more; – not known")
    )
    row_height = CELL + CELL_NAME
    # The years stand between the head and the name of the first row.
    changes, _captions = break_marks(breaks, years, ("scores", "questions"), lang)
    lines = [_(words), *([_(N_("Dotted lines: the questions or the framework changed"))] if changes else [])]
    said, above = head(lines, SIDE, under=26)
    half = CELL / row_height / 2
    rows = max(len(numbers), 1)
    return drawn(
        [
            go.Heatmap(
                x=[str(year) for year in years],
                y=list(range(len(numbers))),
                z=cells,
                zmin=low,
                zmax=high,
                colorscale=[[(score - low) / (high - low), colour] for score, colour in COLOURS],
                showscale=False,
                xgap=3,
                ygap=CELL_NAME,
                hoverongaps=False,
                hoverinfo="skip",
            ),
            go.Scatter(
                x=[str(years[column]) for _row, column, _shown in flat],
                y=[row for row, _column, _shown in flat],
                mode="text",
                text=texts,
                textfont={
                    "family": theme.FONT,
                    "size": 15 if len(years) <= 6 else 12,
                    "color": [_ink(_shade(shown, value)) for *_place, shown in flat],
                },
                customdata=[numbers[row] for row, _column, _shown in flat],
                hovertext=[
                    f"{names[row]}<br>{years[column]} {text}"
                    for (row, column, _shown), text in zip(flat, texts, strict=True)
                ],
                hoverinfo="text",
                cliponaxis=False,
            ),
        ],
        theme.layout(
            above + row_height * rows + 8,
            margin={"l": SIDE, "r": SIDE, "t": above, "b": 8},
            xaxis=year_axis(years, side="top"),
            yaxis={"range": [rows - 1 + half + EDGE, -1 + half + EDGE], "visible": False, "fixedrange": True},
            shapes=[
                *changes,
                *(
                    {
                        "type": "rect",
                        "x0": column - 0.47,
                        "x1": column + 0.47,
                        "y0": row - half,
                        "y1": row + half,
                        "line": {"color": NEUTRAL, "width": 1, "dash": "dot"},
                        "fillcolor": "rgba(0,0,0,0)",
                    }
                    for row, column, shown in flat
                    if shown is None
                ),
            ],
            annotations=[
                said,
                *(
                    note(
                        name,
                        xref="paper",
                        x=0,
                        y=row,
                        xanchor="left",
                        yanchor="middle",
                        yshift=row_height / 2 - 1,
                        font={"size": 14, "color": theme.INK},
                    )
                    for row, name in enumerate(names)
                ),
            ],
        ),
    )
