"""What was read of a file, and each figure beside the one that is stored where that is another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ita.errors import N_
from ita.formatting import NOT_KNOWN
from ita.importing.scores.sheet_builder import QuestionScore
from ita.model import Indicator, IndicatorPlan, TypedResult
from ita.read_rows import AssessmentRow
from ita.score_values import CENT
from ita.tables.table import FACTS, YEAR, Cell, Column, LevelName, Said, Table, Words, comma_list, points_column, table
from ita.thai import format_period

_BESIDE = N_("{read} (now {stored})")


@dataclass(frozen=True, slots=True)
class Numbered:
    """An indicator of the program, with its number."""

    indicator: Indicator

    def in_words(self, lang: str) -> str:
        """Return the name in a language."""
        return self.indicator.numbered(lang)


@dataclass(frozen=True, slots=True)
class Period:
    """A period of a plan: its days, else as the report words it."""

    starts_on: date | None
    ends_on: date | None
    text: str

    def in_words(self, lang: str) -> str:
        """Return the period in a language."""
        return format_period(self.starts_on, self.ends_on, lang) or self.text


def report_plans(plans: Iterable[IndicatorPlan], indicators: Sequence[Indicator]) -> Table:
    """Return what was read of a report, indicator by indicator."""
    columns = (
        Column(N_("Indicator")),
        points_column(N_("Score")),
        Column(N_("Question")),
        Column(N_("Measures"), unit="count"),
        Column(N_("Steps"), unit="count"),
        Column(N_("Period")),
        Column(N_("Responsible units")),
    )
    named = {each.indicator_no: Numbered(each) for each in indicators}
    rows = [
        (
            named[plan.indicator_no],
            plan.score,
            _codes(plan),
            len(plan.measures),
            len(plan.steps),
            Period(plan.starts_on, plan.ends_on, plan.period_text),
            comma_list(plan.units),
        )
        for plan in plans
    ]
    return table(columns, rows)


def _codes(plan: IndicatorPlan) -> Cell:
    """Return the codes of the questions that a plan takes up, with a dash for one that has none."""
    if not plan.questions:
        return plan.question_code
    return comma_list(question.code or NOT_KNOWN for question in plan.questions)


def calculated_total(assessment: AssessmentRow | None) -> Words | None:
    """Return total and level that scores give; None where they are not known."""
    if assessment is None or assessment.total is None:
        return None
    level = None if assessment.level is None else LevelName(assessment.level)
    text = N_("Total {total} · level {level} (calculated, not official)")
    return Said(text, {"total": assessment.total, "level": level})


def calculated_facts(found: AssessmentRow | None) -> Table:
    """Return total, instruments and level that typed scores give; without figures where they are not known yet."""
    rows: list[tuple[Cell, Cell]] = [
        (Said(N_("Calculated total")), None if found is None else found.total),
        ("IIT", None if found is None else found.iit),
        ("EIT", None if found is None else found.eit),
        ("OIT", None if found is None else found.oit),
        (Said(N_("Calculated level")), None if found is None else _level(found.level)),
    ]
    return table(FACTS, rows)


def read_figures(
    years: Sequence[TypedResult],
    indicators: Sequence[Indicator],
    stored: Mapping[int, TypedResult],
    calculated: Mapping[int, AssessmentRow],
    *,
    only_calculated: bool = False,
) -> Table:
    """Return the figures read, each beside the stored one where that is another, and what they give.

    Parameters
    ----------
    stored
        What is stored of the same years.
    calculated
        What the figures give, by year; empty where that is not worked out.
    only_calculated
        Whether the figures themselves are shown elsewhere.
    """
    # A column a year: ten indicators side by side are wider than a screen.
    rows: list[tuple[Cell, ...]] = []
    if not only_calculated:
        for indicator in indicators:
            number = indicator.indicator_no
            scores = (beside(year.scores.get(number), stored[year.fiscal_year].scores.get(number)) for year in years)
            rows.append((Numbered(indicator), *scores))
        rows.append((Said(N_("Total")), *(beside(year.total, stored[year.fiscal_year].total) for year in years)))
        rows.append((Said(N_("Level")), *(_levels(year.level, stored[year.fiscal_year].level) for year in years)))
    if calculated:
        then = [calculated.get(year.fiscal_year) for year in years]
        rows.append((Said(N_("Calculated total")), *(None if each is None else each.total for each in then)))
        rows.append((Said(N_("Calculated level")), *(None if each is None else _level(each.level) for each in then)))
    return table((Column(N_("Indicator")), *(points_column(str(year.fiscal_year)) for year in years)), rows)


def read_questions(questions: Iterable[QuestionScore], stored: Mapping[tuple[int, str], Decimal]) -> Table:
    """Return the scores of questions that were read; `stored` has those that are, by year and code."""
    columns = (YEAR, Column(N_("Question")), points_column(N_("Score")))
    rows = [
        (each.fiscal_year, each.code, beside(each.score, stored.get((each.fiscal_year, each.code))))
        for each in questions
    ]
    return table(columns, rows)


def beside(read: Decimal | None, stored: Decimal | None) -> Cell:
    """Return a figure read, with the one that is stored now where that is another."""
    is_alike = read is not None and stored is not None and read.quantize(CENT) == stored.quantize(CENT)
    return read if stored is None or is_alike else Said(_BESIDE, {"read": read, "stored": stored})


def _levels(read: str | None, stored: str | None) -> Cell:
    if stored is None or stored == read:
        return _level(read)
    return Said(_BESIDE, {"read": _level(read), "stored": _level(stored)})


def _level(level: str | None) -> Cell:
    return LevelName(level) if level else None
