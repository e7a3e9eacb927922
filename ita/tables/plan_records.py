"""Tables of what a report says: indicators, questions, measures and steps, a row each, with period and units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ita.errors import N_
from ita.read_rows import MeasuresRow, PlanQuestionsRow, PlansRow, StepsRow
from ita.tables.records import BEGINS, ENDS, NUMBER, Names
from ita.tables.sources import location_of
from ita.tables.table import INDICATOR, YEAR, Cell, Column, Said, Table, points_column, table

UNITS = Column(N_("Responsible units"))
PERIOD = Column(N_("Period as written"))
PLAN_YEAR = Column(N_("Plan of fiscal year"), unit="year")
QUESTION_NO = Column(N_("Question no."), unit="count")
MEASURE_ID = Column(N_("Measure id"))
ANALYSIS, RATIONALE = Column(N_("Analysis")), Column(N_("Why these measures"))
MEASURES, _STEPS = Column(N_("Measures"), unit="count"), Column(N_("Steps"), unit="count")
_FILE, _PLACE = Column(N_("File")), Column(N_("Place"))
_QUESTIONS = Column(N_("Questions"), unit="count")
# What people need not see who read of one year: it is the same in every row, or for programs.
OF_EVERYTHING = (YEAR, PLAN_YEAR, MEASURE_ID, _QUESTIONS, MEASURES, _STEPS, _FILE, _PLACE)
_BASES = {"same_as_indicator": N_("the same score as its indicator"), "stated": N_("as the report states it")}


@dataclass(frozen=True, slots=True)
class Report:
    """What the report of a year says, as the reads `plans`, `plan_questions`, `measures` and `steps` give it."""

    plans: Sequence[PlansRow]
    questions: Sequence[PlanQuestionsRow]
    measures: Sequence[MeasuresRow]
    steps: Sequence[StepsRow]


Reports = Mapping[int, Report]


def _lines(parts: Sequence[str]) -> str | None:
    """Return several texts a line each; None where there are none."""
    return "\n".join(parts) or None


def _basis(basis: str | None, origin: str | None) -> Said | None:
    """Return whose score of a question it is; None without a score."""
    if basis is None:
        return None
    return Said(N_("from ITAS")) if origin == "own_result" else Said(_BASES[basis])


def plan_records(reports: Reports, names: Names) -> Table:
    """Return what the reports say of each indicator."""
    columns = (
        YEAR,
        PLAN_YEAR,
        NUMBER,
        INDICATOR,
        _QUESTIONS,
        MEASURES,
        _STEPS,
        BEGINS,
        ENDS,
        PERIOD,
        UNITS,
        Column(N_("Strengths")),
        ANALYSIS,
        RATIONALE,
        _FILE,
        _PLACE,
    )
    rows = [
        (
            year,
            row.plan_year,
            row.indicator_no,
            _name(names, row.indicator_no),
            row.questions,
            len(row.measures),
            len(row.steps),
            row.starts_on,
            row.ends_on,
            row.period_text,
            _lines(row.units),
            row.strengths,
            row.analysis,
            row.rationale,
            row.file_name,
            location_of(row, file=False),
        )
        for year, report in reports.items()
        for row in report.plans
    ]
    return table(columns, rows)


def _name(names: Names, number: int) -> Cell:
    """Return the name of an indicator beside a column of its number; None where no rules name it."""
    found = names.get(number)
    return None if found is None else found.without_number()


def plan_question_records(reports: Reports, names: Names) -> Table:
    """Return the questions that the reports take up."""
    columns = (
        YEAR,
        NUMBER,
        INDICATOR,
        QUESTION_NO,
        Column(N_("Code")),
        Column(N_("Question")),
        points_column(N_("Score")),
        Column(N_("Origin of the score")),
        points_column(N_("In the report")),
        BEGINS,
        ENDS,
        PERIOD,
        UNITS,
        ANALYSIS,
        RATIONALE,
    )
    rows = [
        (
            year,
            row.indicator_no,
            _name(names, row.indicator_no),
            row.question_no,
            row.code,
            row.text,
            row.score,
            _basis(row.score_basis, row.score_origin),
            row.score_other if row.score_origin == "own_result" else row.score,
            row.starts_on,
            row.ends_on,
            row.period_text,
            _lines(row.units),
            row.analysis,
            row.rationale,
        )
        for year, report in reports.items()
        for row in report.questions
    ]
    return table(columns, rows)


def measure_records(reports: Reports, names: Names) -> Table:
    """Return the measures, each with its own period and units, or else those of its question or indicator."""
    columns = (
        YEAR,
        PLAN_YEAR,
        NUMBER,
        INDICATOR,
        QUESTION_NO,
        Column(N_("Measure no."), unit="count"),
        Column(N_("Measure")),
        Column(N_("Steps of it"), unit="count"),
        BEGINS,
        ENDS,
        PERIOD,
        Column(N_("Has a period of its own")),
        UNITS,
        MEASURE_ID,
    )
    rows: list[tuple[Cell, ...]] = []
    for year, report in reports.items():
        plans = {row.indicator_no: row for row in report.plans}
        questions = {(row.indicator_no, row.question_no): row for row in report.questions}
        for row in report.measures:
            whole = questions.get((row.indicator_no, row.question_no or 0)) or plans[row.indicator_no]
            starts_on, ends_on, text, is_own = _period_of(row, whole)
            rows.append(
                (
                    year,
                    plans[row.indicator_no].plan_year,
                    row.indicator_no,
                    _name(names, row.indicator_no),
                    row.question_no,
                    row.position,
                    row.title,
                    sum(step.measure_id == row.measure_id for step in report.steps) or None,
                    starts_on,
                    ends_on,
                    text,
                    is_own,
                    _lines(row.units or whole.units),
                    row.measure_id,
                )
            )
    return table(columns, rows)


def _period_of(
    row: MeasuresRow, whole: PlansRow | PlanQuestionsRow
) -> tuple[date | None, date | None, str | None, bool]:
    """Return first day, last day and wording of a measure's period, and whether it is its own."""
    is_own = row.period_text is not None or row.starts_on is not None or row.ends_on is not None
    of: MeasuresRow | PlansRow | PlanQuestionsRow = row if is_own else whole
    return of.starts_on, of.ends_on, of.period_text, is_own


def step_records(reports: Reports, names: Names) -> Table:
    """Return the steps, each with the measure under which it is written where the report says so."""
    columns = (
        YEAR,
        NUMBER,
        INDICATOR,
        QUESTION_NO,
        Column(N_("Step no."), unit="count"),
        Column(N_("Step")),
        Column(N_("Of the measure")),
        MEASURE_ID,
    )
    rows = [
        (
            year,
            row.indicator_no,
            _name(names, row.indicator_no),
            row.question_no,
            row.position,
            row.text,
            None if row.measure_id is None else titles.get(row.measure_id),
            row.measure_id,
        )
        for year, report in reports.items()
        for titles in [{each.measure_id: each.title for each in report.measures}]
        for row in report.steps
    ]
    return table(columns, rows)
