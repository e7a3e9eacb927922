"""The rows of the official report's table: which measures, steps, periods and units stand side by side.

A report is read by where things stand, so a row holds what belongs together: the same rows read again give the same
measures, steps, dates and units.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from typing import Literal

from ita.documents.official_report import OfficialReport, ReportIndicator, ReportMeasure, ReportQuestion, ReportStep
from ita.errors import InputError
from ita.importing.report.cell_parsers import QuestionCell
from ita.importing.report.list_parser import is_heading_line
from ita.importing.report.periods import Span, read_period, together
from ita.importing.report.score_checks import code_keys
from ita.importing.report.stated_scores import question_score
from ita.thai import match_key

_DASH = re.compile(r"[-–—•●▪]\s+")


@dataclass(frozen=True, slots=True)
class ListLine:
    """A line of a list: a number of its own, or a dash under the number before; its text may go on in a next line."""

    text: str
    kind: Literal["number", "dash"] = "number"


@dataclass(slots=True)
class PlanCells:
    """The four cells of a row that say what is to be done, by whom and when; each may be empty."""

    measures: list[ReportMeasure] = field(default_factory=list)
    steps: list[ListLine] = field(default_factory=list)
    period: str = ""
    units: tuple[str, ...] = ()


def indicator_rows(
    indicator: ReportIndicator, year: int, *, is_deadline: bool = False
) -> list[tuple[ReportQuestion | None, PlanCells]]:
    """Return the rows of an indicator, each with the question that it opens; none where the report says nothing of it.

    Parameters
    ----------
    year
        The score year: quarters without a year are of the one after it.
    is_deadline
        Whether the column's header says that a day alone is that of completion.
    """
    all_periods = [_periods(question, year, is_deadline=is_deadline) for question in indicator.questions]
    own_periods = [measure.period_text for measure in indicator.measures if measure.period_text]
    own_units = [measure.units for measure in indicator.measures if measure.units]
    # What differs between rows is of the measures beside it: what is of none of them stands in a row of its own.
    apart = (
        len({match_key(text) for text in chain(*all_periods, own_periods)}) > 1,
        len({units for units in (*(question.units for question in indicator.questions), *own_units) if units}) > 1,
    )
    return [
        (question if at == 0 else None, row)
        for question, periods in zip(indicator.questions, all_periods, strict=True)
        for at, row in enumerate(_rows(question, periods, apart, year))
    ]


def _rows(question: ReportQuestion, periods: list[str], apart: tuple[bool, bool], year: int) -> list[PlanCells]:
    """Return the rows of a question, at least one; `apart` tells whether periods and units differ between rows."""
    if any(measure.period_text is not None or measure.units for measure in question.measures):
        rows = _rows_apart(question)
    else:
        rows = [PlanCells(list(question.measures), _listed(question))]
    has_measures = bool(question.measures)
    units = list(question.units)
    if not any(row.period for row in rows) and not (apart[0] and has_measures):
        rows[0].period, periods = "\n".join(periods[:1]), periods[1:]
    elif any(row.period for row in rows):
        periods = question.period_text.splitlines()
    if not any(row.units for row in rows) and not (apart[1] and has_measures):
        rows[0].units, units = question.units, []
    return _with_left_over(rows, periods, units, year)


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
    """Return the periods of a question, a cell each: parts of it where only they, and not the whole, give its days."""
    text = question.period_text
    lines = text.splitlines()
    stored = Span(question.starts_on, question.ends_on)
    if len(lines) > 1 and _read(text, year, is_deadline=is_deadline) != stored:
        parts = _parts(lines, year)
        if together([_read(part, year, is_deadline=is_deadline) for part in parts]) == stored:
            return parts
    return [text] if text else []


def _parts(lines: Sequence[str], year: int) -> list[str]:
    """Return lines put together to the shortest texts that are periods; what is none is a text by itself."""
    found: list[str] = []
    at = 0
    while at < len(lines):
        ends = (end for end in range(at + 1, len(lines) + 1) if _read("\n".join(lines[at:end]), year) is not None)
        end = next(ends, at + 1)
        found.append("\n".join(lines[at:end]))
        at = end
    return found


def _listed(question: ReportQuestion) -> list[ListLine]:
    """Return the steps as one list; those of a measure under its title, which is what a reader knows them by."""
    found: list[ListLine] = []
    for number, steps in groupby(question.steps, key=lambda step: step.measure):
        found += _under(question.measures, number, steps)
    return found


def _under(measures: Sequence[ReportMeasure], number: int | None, steps: Iterable[ReportStep]) -> list[ListLine]:
    title = next((measure.title for measure in measures if measure.number == number), None)
    if title is None:
        return [ListLine(_apart(step.text, measures)) for step in steps]
    return [ListLine(title), *(ListLine(step.text, "dash") for step in steps)]


def _apart(text: str, measures: Sequence[ReportMeasure]) -> str:
    """Return the text of a step, on two lines where in one line a dash in it would part it into steps of a measure."""
    if not is_heading_line(text, [measure.title for measure in measures]):
        return text
    before, blank, behind = text.partition(" ")
    return f"{before}\n{behind}" if blank and not _DASH.match(behind) else text


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
    return rows


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
            rows[at].steps += [ListLine(_apart(step.text, question.measures)) for step in steps]
        elif is_bound and of_measure is not None and of_measure >= at and len(rows[of_measure].measures) == 1:
            at = of_measure
            rows[at].steps += [ListLine(_apart(step.text, question.measures)) for step in steps]
        else:
            rows[at].steps += _under(question.measures, number, steps)


def _with_left_over(rows: list[PlanCells], periods: list[str], units: list[str], year: int) -> list[PlanCells]:
    """Return the rows with further ones, in their place, for the periods and units that are of none of the measures."""
    found: list[PlanCells] = []
    for row in rows:
        found += _further(_before(periods, row.period.splitlines()), _before(units, row.units), year)
        found.append(row)
    return found + _further(periods, units, year)


def _before(left: list[str], own: Sequence[str]) -> list[str]:
    """Take off what is left all that stands before a row's own, and that; return the first."""
    if not set(own) & set(left):
        return []
    at = min(left.index(each) for each in own if each in left)
    before = left[:at]
    left[:] = [each for each in left[at:] if each not in own]
    return before


def _further(periods: Sequence[str], units: Sequence[str], year: int) -> list[PlanCells]:
    """Return rows that hold nothing but periods and units, a period a row."""
    if not periods and not units:
        return []
    first, *rest = _parts(periods, year) or [""]
    return [PlanCells(period=first, units=tuple(units)), *(PlanCells(period=line) for line in rest)]
