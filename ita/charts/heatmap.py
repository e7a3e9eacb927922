"""All years of the indicators as a table of colours."""

from __future__ import annotations

from typing import Literal

import pandas as pd
import plotly.graph_objects as go

from ita.charts import theme
from ita.charts.years import break_marks, by_year, drawn, every_year, header, names_of, note, number, year_axis
from ita.errors import N_
from ita.i18n import translator

# The dotted edge of a cell without a value.
NEUTRAL = "#7d8894"
SIDE = 8
# A row of the table of colours: the cell under its name.
CELL = 32
CELL_NAME = 24
# Room for the edge of the lowest cells, as a share of a row.
EDGE = 0.04
# Low scores strong, high ones calm: one hue that only grows darker, read alike by the colour-blind. A colour stands for
# the same score in every town and year; under the lowest of these scores it stays.
COLOURS = ((50, "#8f2f0a"), (65, "#c8622c"), (80, "#efac7c"), (92, "#f9e0cb"), (100, "#eef3f7"))
# Under this score the colour is dark and the text white: nearly, for the ground of a page, which is white, turns dark.
DARK_UNDER = 62
LIGHT_INK = "#fefefe"
# This many points of the total lost through one indicator are drawn as the lowest of these scores is.
MOST_LOST = 4.0
DECIMALS = {"score": 2, "lost_points": 3}


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
    return LIGHT_INK if score < DARK_UNDER else "#000000"


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
    said, above = header(lines, SIDE, under=26)
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
