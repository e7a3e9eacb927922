"""The gap to 100 of each indicator, as bars with the weakest on top."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from ita import ties
from ita.charts import theme
from ita.charts.years import drawn
from ita.series.gaps import gap_series
from ita.series.model import Bar, BarSeries

# How many of the weakest are set off by colour where no two are equal.
HIGHLIGHTED = ties.CUT
ROW_HEIGHT = 50
LINE_HEIGHT = 18
NAME_LETTERS = 22


def gap_bars(ranking: pd.DataFrame, lang: str, order: str = "gap") -> go.Figure:
    """Return one bar an indicator: `gap_series`, whose parameters these are, drawn."""
    return draw_bars(gap_series(ranking, lang, order))


def _label(bar: Bar) -> str:
    """Return number and name of a bar, what is written under them beneath."""
    name = theme.wrap(bar.name, NAME_LETTERS)
    detail = f'<span style="font-size:13px;color:{theme.MUTED}">{theme.plain(bar.detail)}</span>'
    return f"{bar.indicator_no}. {name}<br>{detail}"


def draw_bars(series: BarSeries) -> go.Figure:
    """Return the bars of a series from above.

    Returns
    -------
    Figure
        One trace; ``customdata`` of each bar is the indicator's number.
    """
    bars, axis = series.bars, series.axis
    labels = [_label(bar) for bar in bars]
    wrapped = max((label.count("<br>") for label in labels), default=1) - 1
    trace = go.Bar(
        x=[bar.value for bar in bars],
        y=labels,
        orientation="h",
        marker={"color": [theme.COLOURS[bar.emphasis] for bar in bars]},
        text=[theme.plain(bar.label) for bar in bars],
        textposition="outside",
        textfont={"family": theme.FONT, "size": 15, "color": theme.INK},
        cliponaxis=False,
        customdata=[bar.indicator_no for bar in bars],
        hovertemplate="%{y}<br>%{text}<extra></extra>",
        width=0.62,
    )
    return drawn(
        [trace],
        theme.layout(
            (ROW_HEIGHT + LINE_HEIGHT * wrapped) * max(len(bars), 1) + 56,
            margin={"l": 8, "r": 52, "t": 4, "b": 48},
            xaxis={
                "title": {"text": theme.plain(axis.words(axis.low)), "font": {"size": 14, "color": theme.MUTED}},
                "range": [axis.low, axis.high * 1.04 or 1],
                "gridcolor": theme.GRID,
                "zeroline": True,
                "zerolinecolor": theme.MUTED,
                "tickfont": {"color": theme.MUTED, "size": 13},
                "fixedrange": True,
                "nticks": 6,
            },
            yaxis={
                "autorange": "reversed",
                "type": "category",
                "automargin": True,
                "tickfont": {"size": 15, "color": theme.INK},
                "fixedrange": True,
            },
        ),
    )
