"""Tables of one year: the ranking of the indicators, the questions, and where two sources differ."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ita.errors import N_
from ita.read_rows import GapRankingRow, OriginDifferencesRow, QuestionScoresRow
from ita.tables.plan_records import MEASURES
from ita.tables.sources import OriginName, name_of
from ita.tables.table import (
    INDICATOR,
    Cell,
    Column,
    IndicatorName,
    Said,
    Table,
    change_column,
    points_column,
    table,
)


def gap_table(ranking: Sequence[GapRankingRow], order: str = "gap", *, has_report: bool) -> Table:
    """Return the ranking as it is given: rank, indicator, score, gap, points lost, measures.

    Parameters
    ----------
    order
        ``gap`` for ranks by the gap to 100, ``lost`` for those by the points of the total lost.
    has_report
        Whether a report of the year is stored: without one it is not known how many measures there are.
    """
    columns = [
        Column(N_("Rank"), unit="count"),
        INDICATOR,
        Column(N_("Instrument")),
        points_column(N_("Score")),
        points_column(N_("Gap")),
        Column(N_("Points lost"), unit="points of the total", decimals=3),
        MEASURES,
    ]
    found = table(
        columns,
        [
            [
                row.rank if order == "gap" else row.lost_rank,
                IndicatorName(row),
                row.instrument,
                row.score,
                row.gap_points,
                row.lost_points,
                row.measures,
            ]
            for row in ranking
        ],
    )
    return found if has_report else found.without((MEASURES,))


def _indicator_of(row: QuestionScoresRow, inferred: Collection[str]) -> Cell:
    """Return the indicator of a question, and that it is inferred where no source names it."""
    if row.indicator_no is None or row.code not in inferred:
        return row.indicator_no
    return Said(N_("{number} (inferred)"), {"number": row.indicator_no})


def question_table(rows: Sequence[QuestionScoresRow], inferred: Collection[str]) -> Table:
    """Return the scores of questions in the order given; the report's beside them where it states any.

    Parameters
    ----------
    inferred
        Codes of questions whose indicator no source names.
    """
    columns = [
        Column(N_("Code")),
        Column(N_("Question")),
        Column(N_("Indicator"), unit="count"),
        points_column(N_("Score")),
        points_column(N_("Gap")),
    ]
    is_beside = any(row.score_report is not None for row in rows)
    if is_beside:
        columns += [points_column(N_("In the report")), change_column(N_("Difference"))]
    return table(
        columns,
        [
            [
                row.code,
                row.question,
                _indicator_of(row, inferred),
                row.score,
                row.gap_points,
                *((row.score_report, row.difference) if is_beside else ()),
            ]
            for row in rows
        ],
    )


def difference_table(rows: Sequence[OriginDifferencesRow], ranking: Sequence[GapRankingRow]) -> Table:
    """Return the indicators for which two sources give different scores; `ranking` names them."""
    names = {row.indicator_no: row for row in ranking}
    columns = [
        INDICATOR,
        points_column(N_("Shown")),
        Column(N_("From")),
        points_column(N_("The other")),
        Column(N_("From")),
        change_column(N_("Difference")),
    ]
    return table(
        columns,
        [
            [
                name_of(row.indicator_no, names),
                row.score_shown,
                OriginName(row.origin_shown),
                row.score_other,
                OriginName(row.origin_other),
                row.difference,
            ]
            for row in rows
        ],
    )
