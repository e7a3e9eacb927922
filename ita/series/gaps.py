"""The gap to 100 of each indicator, the weakest first."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ita import ties
from ita.errors import N_
from ita.formatting import points
from ita.i18n import translator
from ita.indicator_names import name_column
from ita.series.model import Axis, Bar, BarSeries, Emphasis, Unit


def gap_series(ranking: pd.DataFrame, lang: str, order: str = "gap") -> BarSeries:
    """Return one bar an indicator, the weakest on top and set off by emphasis; none is where all are equal.

    Parameters
    ----------
    ranking
        `reads.gap_ranking`: one row an indicator; indicators without a score are left out.
    lang
        ``th`` or ``en``.
    order
        ``gap`` for the gap of the indicator in points of 100, ``lost`` for the points of the total lost through it.
    """
    _ = translator(lang)
    of_score = order == "gap"
    column, decimals = ("gap_points", 2) if of_score else ("lost_points", 3)
    rows: list[Any] = list(ranking.itertuples(index=False))
    weakest = {int(row.indicator_no) for row in ties.set_apart(rows, column)}
    bars = tuple(
        Bar(
            indicator_no=int(row.indicator_no),
            name=str(getattr(row, name_column(lang))),
            value=float(getattr(row, column)),
            label=points(getattr(row, column), decimals),
            detail=_(N_("score {score}")).format(score=points(row.score)),
            emphasis=Emphasis.WEAK if int(row.indicator_no) in weakest else Emphasis.CALM,
        )
        for row in ties.known_rows(rows, column)
    )
    axis = Axis(
        title=_(N_("points short of 100")) if of_score else _(N_("points of the total lost")),
        low=0,
        high=max((bar.value for bar in bars), default=1.0),
        unit=Unit.POINTS if of_score else Unit.TOTAL_POINTS,
        decimals=decimals,
    )
    return BarSeries(axis, bars)
