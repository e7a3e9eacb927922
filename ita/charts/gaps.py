"""The gap to 100 of each indicator, as bars with the weakest on top."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from ita import ties
from ita.charts import theme
from ita.errors import N_
from ita.i18n import translator
from ita.indicator_names import name_column

# How many of the weakest are set off by colour where no two are equal.
HIGHLIGHTED = ties.CUT
ROW_HEIGHT = 50
LINE_HEIGHT = 18


def gap_bars(ranking: pd.DataFrame, lang: str, order: str = "gap") -> go.Figure:
    """Return one bar an indicator, the weakest on top and set off by colour; none is where all are equal.

    Parameters
    ----------
    ranking
        `reads.gap_ranking`: one row an indicator; indicators without a score are left out of the bars.
    lang
        ``th`` or ``en``.
    order
        ``gap`` for the gap of the indicator in points of 100, ``lost`` for the points of the total lost through it.

    Returns
    -------
    Figure
        One trace; ``customdata`` of each bar is the indicator's number.
    """
    _ = translator(lang)
    column, digits = ("gap_points", 2) if order == "gap" else ("lost_points", 3)
    rows = list(ranking.itertuples(index=False))
    shown = ties.known_rows(rows, column)
    name = name_column(lang)
    score = _(N_("score {score}"))
    labels = [
        f"{row.indicator_no}. {theme.wrap(theme.plain(getattr(row, name)), 22)}"
        f'<br><span style="font-size:13px;color:{theme.MUTED}">{score.format(score=f"{row.score:.2f}")}</span>'
        for row in shown
    ]
    wrapped = max((label.count("<br>") for label in labels), default=1) - 1
    texts = [f"{getattr(row, column):.{digits}f}" for row in shown]
    weakest = {row.indicator_no for row in ties.set_apart(rows, column)}
    colours = [theme.WEAK if number in weakest else theme.CALM for number in (row.indicator_no for row in shown)]
    widest = max((float(getattr(row, column)) for row in shown), default=1.0)
    figure = go.Figure(
        go.Bar(
            x=[getattr(row, column) for row in shown],
            y=labels,
            orientation="h",
            marker={"color": colours},
            text=texts,
            textposition="outside",
            textfont={"family": theme.FONT, "size": 15, "color": theme.INK},
            cliponaxis=False,
            customdata=[row.indicator_no for row in shown],
            hovertemplate="%{y}<br>%{text}<extra></extra>",
            width=0.62,
        )
    )
    title = _(N_("points short of 100")) if order == "gap" else _(N_("points of the total lost"))
    figure.update_layout(
        theme.layout(
            (ROW_HEIGHT + LINE_HEIGHT * wrapped) * max(len(shown), 1) + 56,
            margin={"l": 8, "r": 52, "t": 4, "b": 48},
            xaxis={
                "title": {"text": title, "font": {"size": 14, "color": theme.MUTED}},
                "range": [0, widest * 1.04 or 1],
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
        )
    )
    return figure
