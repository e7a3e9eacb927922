"""The ten indicators over the years: each by itself, or one set off among the others."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ita.errors import N_
from ita.formatting import points
from ita.i18n import translator
from ita.series.model import Emphasis, Line, LineSeries, Point
from ita.series.years import (
    by_year,
    every_year,
    named_indicators,
    rule_changes,
    score_axis,
    target_line,
    target_values,
    with_target_years,
)


def _line(trend: pd.DataFrame, number: int, name: str, years: Sequence[int], emphasis: Emphasis) -> Line:
    """Return one indicator's scores; all but grey ones are labelled."""
    scores = by_year(trend[trend["indicator_no"] == number], "score", years)
    labelled = emphasis is not Emphasis.OTHER
    known = (
        Point(year, score, points(score) if labelled else "", tip=(name, f"{year} {points(score)}"))
        for year, score in zip(years, scores, strict=True)
        if score is not None
    )
    return Line(name, emphasis, tuple(known), indicator_no=number)


def indicator_series(trend: pd.DataFrame, breaks: pd.DataFrame, lang: str) -> LineSeries:
    """Return a line of each indicator, to be drawn side by side on one axis.

    Parameters
    ----------
    trend
        `reads.indicator_trend`: one row a year and indicator with a score; may be empty. An indicator without a score
        in any year has no line.
    breaks
        `reads.breaks`: changes of scores and of questions.
    lang
        ``th`` or ``en``.
    """
    _ = translator(lang)
    years = every_year(trend["fiscal_year"])
    changes = rule_changes(breaks, years, ("scores", "questions"), lang)
    notes = [_(N_("One scale for all; a year without a score is a gap"))]
    if changes:
        notes.append(_(N_("Dotted lines: the questions or the framework changed")))
    lines = (_line(trend, number, name, years, Emphasis.OWN) for number, name in named_indicators(trend, lang).items())
    return LineSeries(
        axis=score_axis(_(N_("Score")), trend["score"].tolist(), lang),
        years=tuple(years),
        lines=tuple(lines),
        rule_changes=changes,
        notes=tuple(notes),
    )


def highlight_series(
    trend: pd.DataFrame, targets: pd.DataFrame, breaks: pd.DataFrame, lang: str, indicator_no: int
) -> LineSeries:
    """Return one indicator with its values and targets, after the others in grey.

    Parameters
    ----------
    trend
        `reads.indicator_trend`: one row a year and indicator with a score; may be empty.
    targets
        `reads.targets`: those of the indicator; the years reach to the last of them.
    breaks
        `reads.breaks`: changes of scores and of questions.
    lang
        ``th`` or ``en``.
    indicator_no
        The indicator to set off, 1-10. Without a score in any year, only the others are there, and it is said.
    """
    _ = translator(lang)
    names = named_indicators(trend, lang)
    years = with_target_years(targets, indicator_no, every_year(trend["fiscal_year"]))
    goals = target_values(targets, indicator_no, years)
    others = [
        _line(trend, number, name, years, Emphasis.OTHER) for number, name in names.items() if number != indicator_no
    ]
    own = [_line(trend, indicator_no, names[indicator_no], years, Emphasis.OWN)] if indicator_no in names else []
    reached = own[0].points[-1].value if own else None
    note = (
        _(N_("Grey: the other indicators"))
        if own
        else _(N_("Indicator {number} has no score in these years.")).format(number=indicator_no)
    )
    return LineSeries(
        axis=score_axis(_(N_("Score")), [*trend["score"].tolist(), *goals], lang),
        years=tuple(years),
        lines=(*others, *own, *target_line(years, goals, reached, lang)),
        rule_changes=rule_changes(breaks, years, ("scores", "questions"), lang),
        title=names.get(indicator_no, ""),
        notes=(note,),
    )
