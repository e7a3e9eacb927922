"""The rows of the official report's table: which measures, steps, periods and units stand side by side.

A report is read by where things stand, so a row holds what belongs together: the same rows read again give the same
measures, steps, dates and units.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from ita.documents.official_report import OfficialReport, ReportMeasure, ReportQuestion, ReportStep
from ita.errors import InputError
from ita.importing.report.cell_parsers import QuestionCell
from ita.importing.report.periods import Span, read_period, together
from ita.importing.report.score_checks import code_keys
from ita.importing.report.stated_scores import question_score
from ita.thai import match_key

# The part of a measure's title that can head a list: behind a dash in it a step would begin.
_DASH = re.compile(r"(?:(?<=\s)|^)[-–—•●▪]\s+")


@dataclass(frozen=True, slots=True)
class ListLine:
    """A line of a list: a number of its own, or a dash under the number before."""

    text: str
    kind: Literal["number", "dash"] = "number"


@dataclass(slots=True)
class PlanCells:
    """The four cells of a row that say what is to be done, by whom and when; each may be empty."""

    measures: list[ReportMeasure] = field(default_factory=list)
    steps: list[ListLine] = field(default_factory=list)
    period: str = ""
    units: tuple[str, ...] = ()


def plan_rows(question: ReportQuestion, year: int, *, is_deadline: bool = False) -> list[PlanCells]:
    """Return the rows of a question, at least one.

    Parameters
    ----------
    year
        The score year: quarters without a year are of the one after it.
    is_deadline
        Whether the column's header says that a day alone is that of completion.
    """
    if any(measure.period_text is not None or measure.units for measure in question.measures):
        return _rows_apart(question)
    first, *further = _periods(question, year, is_deadline=is_deadline) or [""]
    rows = [PlanCells(list(question.measures), _listed(question), first, question.units)]
    return [*rows, *(PlanCells(period=period) for period in further)]


def has_deadlines(report: OfficialReport) -> bool:
    """Tell whether the periods are read as they are stored only under a header of completion ("by" a day alone)."""
    year = report.subject.fiscal_year
    return any(
        span != _read(text, year) and span == _read(text, year, is_deadline=True)
        for indicator in report.indicators
        for question in indicator.questions
        for text, span in (
            (question.period_text, Span(question.starts_on, question.ends_on)),
            *((measure.period_text or "", Span(measure.starts_on, measure.ends_on)) for measure in question.measures),
        )
    )


def has_scores_apart(report: OfficialReport) -> bool:
    """Tell whether a question has a score that its own analysis does not state, so that it needs a column."""
    return any(
        question.score is not None and question.score != _stated(question)
        for indicator in report.indicators
        for question in indicator.questions
    )


def _stated(question: ReportQuestion) -> object:
    keys = code_keys(QuestionCell(question.code, question.code, question.text, of_indicator=True))
    for text in (question.analysis, question.rationale):
        stated = question_score(match_key(text), keys)
        if stated is not None:
            return stated
    return None


def _read(text: str, year: int, *, is_deadline: bool = False) -> Span | None:
    try:
        return read_period(" ".join(text.split()), year + 1, is_deadline=is_deadline)
    except InputError:
        return None


def _periods(question: ReportQuestion, year: int, *, is_deadline: bool) -> list[str]:
    """Return the periods of a question, a cell each: its lines where only they, and not the whole, give its days."""
    text = question.period_text
    lines = text.splitlines()
    stored = Span(question.starts_on, question.ends_on)
    if len(lines) > 1 and _read(text, year, is_deadline=is_deadline) != stored:
        spans = [_read(line, year, is_deadline=is_deadline) for line in lines]
        if together(spans) == stored:
            return lines
    return [text] if text else []


def _listed(question: ReportQuestion) -> list[ListLine]:
    """Return the steps as one list; those of a measure under its title, which is what a reader knows them by."""
    found: list[ListLine] = []
    for number, steps in groupby(question.steps, key=lambda step: step.measure):
        found += _under(question.measures, number, steps)
    return found


def _under(measures: Sequence[ReportMeasure], number: int | None, steps: Iterable[ReportStep]) -> list[ListLine]:
    title = next((measure.title for measure in measures if measure.number == number), None)
    if title is None:
        return [ListLine(step.text) for step in steps]
    header = _DASH.split(title)[0].strip() or title
    return [ListLine(header), *(ListLine(step.text, "dash") for step in steps)]


def _rows_apart(question: ReportQuestion) -> list[PlanCells]:
    """Return the rows of a question whose measures have periods or units of their own: these beside the measures."""
    with_steps = {step.measure for step in question.steps}
    rows: list[PlanCells] = []
    for measure in question.measures:
        own = (measure.period_text or "", measure.units)
        last = rows[-1] if rows else None
        alone = {measure.number, *(each.number for each in last.measures)} & with_steps if last else True
        if last is None or alone or (last.period, last.units) != own:
            rows.append(PlanCells([measure], [], *own))
        else:
            last.measures.append(measure)
    _put_steps(rows, question)
    return rows + _left_over(rows, question)


def _put_steps(rows: list[PlanCells], question: ReportQuestion) -> None:
    """Put the steps into the rows in their order: those of a measure that stands alone beside it."""
    is_bound = len(rows) > 1
    at = 0
    for number, steps in groupby(question.steps, key=lambda step: step.measure):
        of_measure = next((i for i, row in enumerate(rows) if number in [m.number for m in row.measures]), None)
        if number is None:
            # Beside one measure it would be taken for a step of that.
            free = (i for i in range(at, len(rows)) if not is_bound or len(rows[i].measures) != 1)
            found = next(free, None)
            if found is None:
                rows.append(PlanCells())
                found = len(rows) - 1
            at = found
            rows[at].steps += [ListLine(step.text) for step in steps]
        elif is_bound and of_measure is not None and of_measure >= at and len(rows[of_measure].measures) == 1:
            at = of_measure
            rows[at].steps += [ListLine(step.text) for step in steps]
        else:
            rows[at].steps += _under(question.measures, number, steps)


def _left_over(rows: Sequence[PlanCells], question: ReportQuestion) -> list[PlanCells]:
    """Return rows for the periods and units of a question that none of its measures has."""
    said = {line for row in rows for line in row.period.splitlines()}
    periods = [line for line in question.period_text.splitlines() if line not in said]
    named = {unit for row in rows for unit in row.units}
    units = tuple(unit for unit in question.units if unit not in named)
    if rows and periods and not said:
        rows[0].period, periods = "\n".join(periods), []
    if rows and units and not named:
        rows[0].units, units = units, ()
    return [PlanCells(period="\n".join(periods), units=units)] if periods or units else []
