"""All years of the indicators as a table of colours."""

from __future__ import annotations

from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go

from ita.charts import theme
from ita.charts.years import change_lines, drawn, header, header_letters, note, year_axis
from ita.series.heatmap import LOWEST_SCORE, heat_series
from ita.series.model import CellRow, CellSeries

SIDE = 8
# A row of the table of colours: the cell under its name.
CELL = 32
CELL_NAME = 24
ROW = CELL + CELL_NAME
# Room for the edge of the lowest cells, as a share of a row.
EDGE = 0.04
# Low scores strong, high ones calm: one hue that only grows darker, read alike by the colour-blind. A colour stands for
# the same score in every town and year; under the lowest of these scores it stays.
COLOURS = ((LOWEST_SCORE, "#8f2f0a"), (65, "#c8622c"), (80, "#efac7c"), (92, "#f9e0cb"), (100, "#eef3f7"))
# Under this score the colour is dark and the text white: nearly, for the ground of a page, which is white, turns dark.
DARK_UNDER = 62
LIGHT_INK = "#fefefe"


def heatmap(
    trend: pd.DataFrame,
    breaks: pd.DataFrame,
    lang: str,
    value: Literal["score", "lost_points"] = "score",
    wide: bool = False,
) -> go.Figure:
    """Return the scores of all indicators and years, or the points lost: `heat_series`, whose parameters these are.

    Parameters
    ----------
    wide
        Whether there is the width of a desk; else that of a phone.
    """
    return draw_cells(heat_series(trend, breaks, lang, value), wide)


def _shade(value: float | None, series: CellSeries) -> float | None:
    """Return the score whose colour a value has."""
    if value is None or series.higher_is_better:
        return value
    low, high = COLOURS[0][0], COLOURS[-1][0]
    return high - min(value / series.axis.high, 1) * (high - low)


def _ink(score: float | None) -> str:
    """Return the colour of a text on the colour of a score."""
    if score is None:
        return theme.MUTED
    return LIGHT_INK if score < DARK_UNDER else "#000000"


def _colours(series: CellSeries) -> go.Heatmap:
    """Return the colours of the cells."""
    low, high = COLOURS[0][0], COLOURS[-1][0]
    return go.Heatmap(
        x=[str(year) for year in series.years],
        y=list(range(len(series.rows))),
        z=[[_shade(cell.value, series) for cell in row.cells] for row in series.rows],
        zmin=low,
        zmax=high,
        colorscale=[[(score - low) / (high - low), colour] for score, colour in COLOURS],
        showscale=False,
        xgap=3,
        ygap=CELL_NAME,
        hoverongaps=False,
        hoverinfo="skip",
    )


def _texts(series: CellSeries) -> go.Scatter:
    """Return the texts on the cells."""
    flat = [(place, row, cell) for place, row in enumerate(series.rows) for cell in row.cells]
    return go.Scatter(
        x=[str(cell.year) for _place, _row, cell in flat],
        y=[place for place, _row, _cell in flat],
        mode="text",
        text=[theme.plain(cell.label) for _place, _row, cell in flat],
        textfont={
            "family": theme.FONT,
            "size": 15 if len(series.years) <= 6 else 12,
            "color": [_ink(_shade(cell.value, series)) for _place, _row, cell in flat],
        },
        customdata=[row.indicator_no for _place, row, _cell in flat],
        hovertext=[theme.below_each_other((row.name, f"{cell.year} {cell.label}")) for _place, row, cell in flat],
        hoverinfo="text",
        cliponaxis=False,
    )


def _empty_cells(series: CellSeries) -> list[dict[str, Any]]:
    """Return the dotted edge of each cell without a value."""
    half = CELL / ROW / 2
    return [
        {
            "type": "rect",
            "x0": column - 0.47,
            "x1": column + 0.47,
            "y0": place - half,
            "y1": place + half,
            "line": {"color": theme.NEUTRAL, "width": 1, "dash": "dot"},
            "fillcolor": "rgba(0,0,0,0)",
        }
        for place, row in enumerate(series.rows)
        for column, cell in enumerate(row.cells)
        if cell.value is None
    ]


def _name(row: CellRow, place: int) -> dict[str, Any]:
    """Return the name of a row, above its cells."""
    across = {"xref": "paper", "x": 0, "xanchor": "left"}
    font = {"size": 14, "color": theme.INK}
    return note(theme.plain(row.name), **across, y=place, yanchor="middle", yshift=ROW / 2 - 1, font=font)


def draw_cells(series: CellSeries, wide: bool = False) -> go.Figure:
    """Return a table of colours in which what is worse stands out.

    Parameters
    ----------
    wide
        Whether there is the width of a desk; else that of a phone.

    Returns
    -------
    Figure
        Traces: the colours, the texts on them; ``customdata`` of the texts is the indicator's number.
    """
    # The years stand between the header and the name of the first row.
    said, above = header(series.notes, SIDE, under=26, letters=header_letters(wide))
    half, rows = CELL / ROW / 2, max(len(series.rows), 1)
    return drawn(
        [_colours(series), _texts(series)],
        theme.layout(
            above + ROW * rows + 8,
            margin={"l": SIDE, "r": SIDE, "t": above, "b": 8},
            xaxis=year_axis(series.years, side="top"),
            yaxis={"range": [rows - 1 + half + EDGE, -1 + half + EDGE], "visible": False, "fixedrange": True},
            shapes=[*change_lines(series.rule_changes, series.years), *_empty_cells(series)],
            annotations=[said, *(_name(row, place) for place, row in enumerate(series.rows))],
        ),
    )
