"""The plan of one indicator: its questions, measures and steps, each with what its own rows say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ita.errors import InputError, Issue, Params, SourceLocation
from ita.importing.report import columns as col
from ita.importing.report import measure_rows
from ita.importing.report.cell_parsers import IndicatorCell, QuestionCell, check_score, question_of_text, read_question
from ita.importing.report.context import Reading
from ita.importing.report.indicator_rows import IndicatorRows, QuestionRows, tagged
from ita.importing.report.list_parser import Piece, running_text, split_items, split_steps, split_units
from ita.importing.report.manual_review import findings, to_compare
from ita.importing.report.measure_rows import Part
from ita.importing.report.periods import Span, together
from ita.importing.report.score_checks import check_stated, stated_of_question
from ita.model import Indicator, IndicatorPlan, Measure, PlanQuestion, Step
from ita.thai import match_key, tidy

SAME_AS_INDICATOR, STATED = "same_as_indicator", "stated"


@dataclass(slots=True)
class _Time:
    """The periods of a question: as parts with what each names, together, and as written."""

    parts: list[Part]
    spans: dict[str, Span | None]

    @property
    def span(self) -> Span | None:
        return together(list(self.spans.values()))

    @property
    def text(self) -> str:
        return "\n".join(dict.fromkeys(part.text for part in self.parts))


def plan_of(
    reading: Reading, header: IndicatorCell, rows: IndicatorRows, year: int, *, is_deadline: bool = False
) -> IndicatorPlan:
    """Return the plan of one indicator, saying whatever is odd in its rows."""
    indicator = header.indicator
    has_doubts = any(raw.doubt for raw in rows.raw)
    cells = [_question(reading, question, indicator, year, has_doubts=has_doubts) for question in rows.questions]
    if col.QUESTION in rows.named:
        for cell, question in zip(cells, rows.questions, strict=True):
            _say_question(reading, cell, indicator, question.locations.get(col.QUESTION, rows.location), year)
    check_stated(reading, cells, header, rows)
    times = [_time(reading, question, rows, indicator, year, is_deadline) for question in rows.questions]
    questions = tuple(
        _plan_question(reading, number, cell, header, question, time, is_only=len(cells) == 1)
        for number, (cell, question, time) in enumerate(zip(cells, rows.questions, times, strict=True), start=1)
    )
    measures, steps = _measures_and_steps(rows, times)
    if not measures:
        reading.say("measures-missing", rows.location_of(col.MEASURES), number=indicator.indicator_no)
    _say_empty(reading, rows, indicator)
    for raw in tagged(rows):
        reading.say("markup-removed", raw.location)
    span = together([span for time in times for span in time.spans.values()])
    first = questions[0]
    plan = IndicatorPlan(
        indicator_no=indicator.indicator_no,
        score=header.score,
        question_code=first.code,
        question=first.text,
        question_score=first.score,
        question_score_basis=first.score_basis,
        analysis=analysis_of(rows.questions),
        rationale=running_text(rows.pieces(col.RATIONALE)),
        measures=measures,
        steps=steps,
        starts_on=span.starts_on if span else None,
        ends_on=span.ends_on if span else None,
        period_text=_period_text(rows, times),
        # Each row under a merged indicator may name the same unit again.
        units=tuple(dict.fromkeys(split_units(rows.pieces(col.UNITS)))),
        location=rows.location,
        raw=tuple(rows.raw),
        uncertain=to_compare(header, cells, span, rows, reading.frameworks, year),
        questions=questions if len(questions) > 1 else (),
        strengths=running_text(rows.pieces(col.STRENGTHS)),
        score_source=header.location,
    )
    reading.issues += findings(plan, reading.confirmed)
    return plan


def analysis_of(questions: Sequence[QuestionRows]) -> str:
    """Return the analysis of some rows; in a report by strengths and weaknesses, what is to be improved."""
    parts_of: list[Piece] = []
    for question in questions:
        parts_of += [*question.pieces(col.ANALYSIS), *question.pieces(col.IMPROVE)]
    return running_text(parts_of)


def _period_text(rows: IndicatorRows, times: Sequence[_Time]) -> str:
    """Return the periods of an indicator as written, each once."""
    written = [part.text for time in times for part in time.parts]
    if len(written) > 1 or not rows.pieces(col.PERIOD):
        return "\n".join(dict.fromkeys(written))
    return running_text(rows.pieces(col.PERIOD))


def _plan_question(
    reading: Reading,
    number: int,
    cell: QuestionCell,
    header: IndicatorCell,
    rows: QuestionRows,
    time: _Time,
    *,
    is_only: bool,
) -> PlanQuestion:
    """Return one question of an indicator with what its own rows say."""
    score = _own_column(reading, rows, header)
    if score is None:
        score = stated_of_question(reading, cell, header, rows, is_only=is_only)
    span = time.span
    return PlanQuestion(
        question_no=number,
        code=cell.code,
        text=cell.text or None,
        score=score,
        score_basis=None if score is None else SAME_AS_INDICATOR if score == header.score else STATED,
        analysis=analysis_of([rows]),
        rationale=running_text(rows.pieces(col.RATIONALE)),
        starts_on=span.starts_on if span else None,
        ends_on=span.ends_on if span else None,
        period_text=time.text,
        units=tuple(dict.fromkeys(split_units(rows.pieces(col.UNITS)))),
        location=rows.locations.get(col.QUESTION, next(iter(rows.locations.values()), SourceLocation())),
    )


def _own_column(reading: Reading, rows: QuestionRows, header: IndicatorCell) -> Decimal | None:
    """Return the question's score where it has a column of its own."""
    text = running_text(rows.pieces(col.QUESTION_SCORE))
    if not text:
        return None
    try:
        return check_score(text, rows.locations[col.QUESTION_SCORE], f"{header.indicator.indicator_no}")
    except InputError as reason:
        reading.take(reason)
        return None


def _measures_and_steps(rows: IndicatorRows, times: Sequence[_Time]) -> tuple[tuple[Measure, ...], tuple[Step, ...]]:
    """Return the measures and steps of an indicator in order, each with its question and what its row says of it."""
    units = [measure_rows.units(question) for question in rows.questions]
    has_own_period = measure_rows.differ([part for time in times for part in time.parts])
    has_own_units = measure_rows.differ([part for of_question in units for part in of_question])
    is_only = len(rows.questions) == 1
    measures: list[Measure] = []
    steps: list[Step] = []
    for at, (question, time, of_question) in enumerate(zip(rows.questions, times, units, strict=True)):
        before, number = len(measures), None if is_only else at + 1
        rows_of_measures: list[int] = []
        for item in split_items(question.pieces(col.MEASURES)):
            row = measure_rows.row_of(question, col.MEASURES, item.location)
            rows_of_measures.append(row)
            own = measure_rows.part_at(time.parts, row) if has_own_period else None
            span = time.spans[match_key(own.text)] if own else None
            named = measure_rows.part_at(of_question, row) if has_own_units else None
            measures.append(
                Measure(
                    len(measures) + 1,
                    item.text,
                    item.location,
                    question_no=number,
                    starts_on=span.starts_on if span else None,
                    ends_on=span.ends_on if span else None,
                    period_text=own.text if own else None,
                    units=tuple(named.text.splitlines()) if named else (),
                )
            )
        # Only where each row is one measure with what is its own do the steps of the row belong to it.
        held = Counter(rows_of_measures) if has_own_period or has_own_units else Counter[int]()
        titles = [measure.title for measure in measures[before:]]
        for step in split_steps(question.pieces(col.STEPS), titles):
            under = step.measure
            if under is None:
                row = measure_rows.row_of(question, col.STEPS, step.location)
                under = rows_of_measures.index(row) if len(held) > 1 and held[row] == 1 else None
            steps.append(
                Step(len(steps) + 1, step.text, None if under is None else before + under + 1, step.location, number)
            )
    return tuple(measures), tuple(steps)


def _say_empty(reading: Reading, rows: IndicatorRows, indicator: Indicator) -> None:
    for name in (col.STEPS, col.UNITS):
        if name in rows.named and not rows.pieces(name):
            reading.say("cell-empty", rows.location, number=indicator.indicator_no, column=col.FIELDS[name])


def _question(
    reading: Reading, rows: QuestionRows, indicator: Indicator, year: int, *, has_doubts: bool
) -> QuestionCell:
    """Return the question of some rows by its code; in a PDF, where the code is damaged, by its text."""
    text = running_text(rows.pieces(col.QUESTION))
    question = read_question(text, indicator, reading.frameworks.codes(year))
    if question.of_indicator or not has_doubts:
        return question
    known = {
        q.code: q.text_th
        for q in reading.frameworks.questions
        if q.fiscal_year == year and q.indicator_no == indicator.indicator_no and q.text_th
    }
    return question_of_text(text, indicator, known) or question


def _say_question(
    reading: Reading, question: QuestionCell, indicator: Indicator, location: SourceLocation, year: int
) -> None:
    """Say how a code was read where it was not plain, or that it is not known."""
    if question.code is None:
        reading.say("question-missing", location, number=indicator.indicator_no)
        return
    params: Params = {
        "code": question.code,
        "written": question.written,
        "number": indicator.indicator_no,
        "year": year,
    }
    if match_key(question.written or "") != question.code:
        reading.issues.append(Issue("code-read-as", params, location))
    if not any(code[0] == question.code[0] for code in reading.frameworks.codes(year)):
        reading.unlisted.append(question.code)
    elif not question.of_indicator:
        reading.issues.append(Issue("code-not-of-indicator", params, location))


def say_unlisted(reading: Reading, year: int) -> None:
    """Say once which codes cannot be checked, for the questions of their year and instrument are not known."""
    if reading.unlisted:
        reading.say(
            "question-list-unknown",
            SourceLocation(reading.document.file),
            year=year,
            codes=", ".join(dict.fromkeys(reading.unlisted)),
        )


def _time(
    reading: Reading, question: QuestionRows, rows: IndicatorRows, indicator: Indicator, year: int, is_deadline: bool
) -> _Time:
    """Return the periods of a question; a date that does not exist or runs backwards is an error."""
    found = measure_rows.periods(question, year + 1)
    time = _Time(found, {})
    for part in found:
        key = match_key(part.text)
        if key in time.spans:
            continue
        try:
            time.spans[key] = measure_rows.read_part(part, year + 1, is_deadline=is_deadline)
        except InputError as reason:
            reading.issues += [replace(issue, location=part.location) for issue in reason.as_issues()]
            time.spans[key] = None
            continue
        if time.spans[key] is None:
            _say_unread(reading, indicator, part.text, part.location)
    if not found and {col.PERIOD, col.STARTS, col.ENDS} & rows.named and len(rows.questions) == 1:
        _say_unread(reading, indicator, "", rows.location_of(col.PERIOD))
    return time


def _say_unread(reading: Reading, indicator: Indicator, text: str, location: SourceLocation) -> None:
    reading.say(
        "period-unread", location, variant="" if text else "missing", number=indicator.indicator_no, period=tidy(text)
    )
