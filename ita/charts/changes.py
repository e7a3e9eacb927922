"""What changed: stated years side by side."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from ita.charts import theme
from ita.charts.labels import spread_texts
from ita.charts.years import BLANK, HALO, drawn, header, header_letters, note
from ita.series.changes import Between, change_series, scores_between
from ita.series.model import ChangeRow, ChangeSeries, Emphasis, Point

NEUTRAL = theme.NEUTRAL
SIDE = 8
# A row in pixels, and how far above its points its name stands; where there is room the names stand beside the rows.
ROW, WIDE_ROW = 62, 46
NAME = 22
NAMES_BESIDE = 300
WIDE_NAME_LETTERS = 30
# Values stand outside the points and take some fifty pixels on either side: this share of what the scores span.
ROOM, WIDE_ROOM = 0.22, 0.08
# How wide the drawing area is at least, in pixels: on a phone, and where names stand beside it.
NARROW, WIDE = 330.0, 700.0
# How far under a row its labels stand, how wide a figure of them is, and the room between two, in pixels.
BENEATH = 18
DIGIT, BESIDE = 6.8, 5.0
FOOT = 30
# The first year, those between, the last; told apart by shape and named at the first row.
BETWEEN = ("diamond", "square", "triangle-up", "star")
NOT_KNOWN = "–"


def dumbbell(
    change: pd.DataFrame,
    from_year: int,
    to_year: int,
    lang: str,
    *,
    between: Between | None = None,
    wide: bool = False,
) -> go.Figure:
    """Return each indicator's score in stated years: `change_series`, whose parameters these are, drawn.

    Parameters
    ----------
    wide
        Whether names stand beside the rows; else above them, as on a phone.
    """
    return draw_changes(change_series(change, from_year, to_year, lang, between), wide)


def years_compared(
    change: pd.DataFrame,
    trend: pd.DataFrame,
    from_year: int,
    to_year: int,
    lang: str,
    between: Sequence[int] = (),
    wide: bool = False,
) -> go.Figure:
    """Return `dumbbell` with years between the two.

    Parameters
    ----------
    change
        `reads.year_change` of the first and the last year.
    trend
        `reads.indicator_trend`: the scores of the years between; may be empty.
    from_year, to_year, lang, wide
        As for `dumbbell`.
    between
        Which years between them are drawn.
    """
    return dumbbell(change, from_year, to_year, lang, between=scores_between(trend, between), wide=wide)


def _ticks(low: float, high: float) -> list[int]:
    """Return at most six round scores between two scores."""
    for step in (1, 2, 5, 10, 20):
        ticks = list(range(max(math.ceil(low / step), 0) * step, int(min(high, 100)) + 1, step))
        if len(ticks) <= 6:
            return ticks
    return [0, 50, 100]


def _side(row: ChangeRow, year: int, years: Sequence[int]) -> str:
    """Return ``left`` or ``right`` of the outermost points, ``beneath`` for those between them."""
    # Of equal scores the first year stands left and the last right.
    lowest = min(row.points, key=lambda each: (each.value, each.year != years[0], each.year)).year
    highest = max(row.points, key=lambda each: (each.value, each.year == years[-1], each.year)).year
    return "left" if year == lowest else "right" if year == highest else "beneath"


def _ink(row: ChangeRow) -> str:
    """Return the colour of the text of a change."""
    return theme.MUTED if row.emphasis is Emphasis.NEUTRAL else theme.COLOURS[row.emphasis]


def _hover(row: ChangeRow, years: Sequence[int]) -> str:
    """Return what opens under the pointer: all scores, the change, and the nation beside it."""
    labels = {point.year: point.label for point in row.points}
    scores = theme.below_each_other((row.name, *(f"{year} {labels.get(year, NOT_KNOWN)}" for year in years)))
    beside = f"<br>{theme.plain(row.beside)}" if row.beside else ""
    return f"{scores}<br><b>{theme.plain(row.label)}</b>{beside}"


def _marker(year: int, rows: Sequence[ChangeRow], years: Sequence[int]) -> dict[str, Any]:
    """Return the style of the points of a year: hollow for the first, coloured by the change for the last."""
    if year == years[0]:
        return {"color": theme.GROUND, "size": 13, "symbol": "circle", "line": {"color": NEUTRAL, "width": 3}}
    edge = {"color": theme.GROUND, "width": 1}
    if year == years[-1]:
        colours = [theme.COLOURS[row.emphasis] for row in rows]
        return {"color": colours, "size": 15, "symbol": "circle", "line": edge}
    symbol = BETWEEN[(years.index(year) - 1) % len(BETWEEN)]
    return {"color": NEUTRAL, "size": 11, "symbol": symbol, "line": edge}


def _points(series: ChangeSeries, year: int, wide: bool) -> go.Scatter:
    """Return the points of one year, each with its score beside it where it is the outermost of its row."""
    years = series.years
    known: list[tuple[int, ChangeRow, Point]] = [
        (place, row, point) for place, row in enumerate(series.rows) for point in row.points if point.year == year
    ]
    label_sides = [_side(row, year, years) for _place, row, _point in known]
    # A blank holds a value off its point, at its left; at its right the point does.
    texts = {side: {"left": f"{{}}{BLANK}", "right": "{}", "beneath": BLANK}[side] for side in set(label_sides)}
    return go.Scatter(
        x=[point.value for _place, _row, point in known],
        y=[place for place, _row, _point in known],
        mode="markers+text",
        name=str(year),
        marker=_marker(year, [row for _place, row, _point in known], years),
        text=[
            texts[side].format(theme.plain(point.label))
            for (_place, _row, point), side in zip(known, label_sides, strict=True)
        ],
        textposition=[f"middle {'right' if side == 'beneath' else side}" for side in label_sides],
        textfont={
            "family": theme.FONT,
            "size": 14 if wide else 13,
            "shadow": HALO,
            "color": theme.INK if year == years[-1] else theme.MUTED,
        },
        cliponaxis=False,
        hoverinfo="text",
        hovertext=[_hover(row, years) for _place, row, _point in known],
        customdata=[row.indicator_no for _place, row, _point in known],
    )


def _labels_beneath(row: ChangeRow, first: bool, years: Sequence[int]) -> list[tuple[float, str, str]]:
    """Return the labels under a row: of the first row the years, of every row the scores between the outermost.

    Returns
    -------
    Labels
        Score, text and colour of each, from the lowest score.
    """
    labels = []
    for point in row.points:
        words = [str(point.year)] if first else []
        if _side(row, point.year, years) == "beneath":
            words.append(theme.plain(point.label))
        if words:
            labels.append((point.value, " ".join(words), theme.INK if point.year == years[-1] else theme.MUTED))
    return sorted(labels, key=lambda label: label[0])


def _beneath(series: ChangeSeries, span: float, width: float) -> list[dict[str, Any]]:
    """Return the labels under the rows, moved apart where they would touch.

    Parameters
    ----------
    span, width
        Of the drawing area: in scores, and in pixels at least.
    """
    found = []
    for place, row in enumerate(series.rows):
        labels = _labels_beneath(row, place == 0, series.years)
        at = [score / span * width for score, _text, _ink in labels]
        moved = spread_texts(at, [len(text) * DIGIT + BESIDE for _score, text, _ink in labels])
        for (score, text, ink), before, to in zip(labels, at, moved, strict=True):
            where = {"x": score, "y": place, "xanchor": "center", "yanchor": "middle"}
            font = {"size": 13, "color": ink}
            found.append(note(text, **where, xshift=round(to - before, 1), yshift=-BENEATH, font=font))
    return found


def _between(rows: Sequence[ChangeRow]) -> list[dict[str, Any]]:
    """Return the lines between the points of the first and the last year, and a guide through each row."""
    shapes: list[dict[str, Any]] = []
    for place, row in enumerate(rows):
        line = {"type": "line", "layer": "between", "y0": place, "y1": place}
        shapes.append({**line, "xref": "paper", "x0": 0, "x1": 1, "line": {"color": theme.GRID, "width": 1}})
        style = {"color": theme.COLOURS[row.emphasis], "width": 4}
        shapes.append({**line, "x0": row.points[0].value, "x1": row.points[-1].value, "line": style})
    return shapes


def _lines_of(intro: str, names: Sequence[str], letters: int) -> list[str]:
    """Return names after an introduction, in lines that break between names only."""
    lines = [intro]
    for place, name in enumerate(names):
        text = name if place == len(names) - 1 else f"{name},"
        if theme.width(f"{lines[-1]} {text}") > letters:
            lines.append(text)
        else:
            lines[-1] += f" {text}"
    return lines


def _header(series: ChangeSeries, begins: float, left: int, wide: bool) -> tuple[dict[str, Any], int]:
    """Return the text above the figure, and the margin that it takes."""
    letters = header_letters(wide)
    lines = [" · ".join(text for text in (series.order, series.axis.words(begins)) if text)]
    if series.missing:
        lines += _lines_of(series.missing_words, series.missing, letters)
    return header([*lines, *series.notes], left, under=4 if wide else 0, letters=letters)


def _names(rows: Sequence[ChangeRow], wide: bool) -> list[dict[str, Any]]:
    """Return the name of each row with its change: beside the row where there is room, else above it."""
    found = []
    for place, row in enumerate(rows):
        change = f'<b><span style="color:{_ink(row)}">{theme.plain(row.label)}</span></b>'
        text = f"{theme.wrap(row.name, WIDE_NAME_LETTERS) if wide else theme.plain(row.name)}  {change}"
        at = {"xref": "paper", "x": 0, "y": place, "yanchor": "middle", "align": "right" if wide else "left"}
        at |= {"xanchor": "right", "xshift": -12} if wide else {"xanchor": "left", "yshift": NAME}
        found.append(note(text, **at, font={"size": 14, "color": theme.INK}))
    return found


def draw_changes(series: ChangeSeries, wide: bool = False) -> go.Figure:
    """Return the rows of a series from above, each year's points in a shape of their own.

    Parameters
    ----------
    wide
        Whether names stand beside the rows; else above them, as on a phone.

    Returns
    -------
    Figure
        Traces: the points of the first year, of those between, of the last; ``customdata`` is the indicator's number.
    """
    axis, rows = series.axis, max(len(series.rows), 1)
    room = (WIDE_ROOM if wide else ROOM) * max(axis.high - axis.low, 4.0)
    low, high = axis.low - room, axis.high + room
    left = NAMES_BESIDE if wide else SIDE
    text, above = _header(series, low, left, wide)
    return drawn(
        [_points(series, year, wide) for year in series.years],
        theme.layout(
            above + (WIDE_ROW if wide else ROW) * rows + FOOT,
            margin={"l": left, "r": SIDE, "t": above, "b": FOOT},
            xaxis={
                "range": [low, high],
                "tickmode": "array",
                "tickvals": _ticks(low, high),
                "gridcolor": theme.GRID,
                "zeroline": False,
                "tickfont": {"family": theme.FONT, "size": 13, "color": theme.MUTED},
                "fixedrange": True,
            },
            yaxis={"range": [rows - 0.5, -0.5], "visible": False, "fixedrange": True},
            shapes=_between(series.rows),
            annotations=[text, *_names(series.rows, wide), *_beneath(series, high - low, WIDE if wide else NARROW)],
        ),
    )
