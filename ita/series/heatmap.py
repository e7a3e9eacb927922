"""All years of the indicators as cells."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from ita.errors import N_
from ita.formatting import points
from ita.i18n import translator
from ita.series.model import Axis, Cell, CellRow, CellSeries, Unit
from ita.series.years import by_year, every_year, named_indicators, rule_changes

# Under this score, and above so many points of the total lost through one indicator, no colour grows darker.
LOWEST_SCORE = 50
MOST_LOST = 4.0


def heat_series(
    trend: pd.DataFrame, breaks: pd.DataFrame, lang: str, value: Literal["score", "lost_points"] = "score"
) -> CellSeries:
    """Return the scores of all indicators and years as cells, or the points lost.

    Parameters
    ----------
    trend
        `reads.indicator_trend` or, for the points lost, `reads.lost_points_trend`: one row a year and indicator; may be
        empty. An indicator of which nothing is known has no row of cells; a year without a value has an empty cell
        with a dash.
    breaks
        `reads.breaks`: changes of scores and of questions.
    lang
        ``th`` or ``en``.
    value
        Which column is drawn.
    """
    _ = translator(lang)
    years = every_year(trend["fiscal_year"])
    if value == "score":
        axis = Axis(_(N_("Score")), low=LOWEST_SCORE, high=100, unit=Unit.SCORE)
        notes = [_(N_("Scores: the darker, the lower; – no score"))]
    else:
        lost = _(N_("points of the total lost"))
        axis = Axis(lost, low=0, high=MOST_LOST, unit=Unit.TOTAL_POINTS, decimals=3)
        notes = [_(N_("Points of the total lost: the darker, the more; – not known"))]
    changes = rule_changes(breaks, years, ("scores", "questions"), lang)
    if changes:
        notes.append(_(N_("Dotted lines: the questions or the framework changed")))
    rows = []
    for number, name in named_indicators(trend, lang).items():
        found = by_year(trend[trend["indicator_no"] == number], value, years)
        cells = (Cell(year, each, points(each, axis.decimals)) for year, each in zip(years, found, strict=True))
        rows.append(CellRow(number, name, tuple(cells)))
    return CellSeries(axis, tuple(years), tuple(rows), value == "score", changes, tuple(notes))
