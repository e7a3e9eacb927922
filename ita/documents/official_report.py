"""What the official report of an agency says, as a plain value from the database; also what its progress report asks.

An agency and year with scores but no report gives the same value without questions and measures: a form to be filled.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from ita.documents.request import PaperRequest
from ita.errors import N_, InputError, NotKnownError
from ita.formatting import known
from ita.model import is_average
from ita.read_rows import AgencyByIdRow, MeasuresRow, PlanQuestionsRow, PlansRow, StepsRow
from ita.store import reads
from ita.store.engine import Cursor
from ita.store.result_agencies import known_agency
from ita.thai import bangkok


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom and which years a paper is of, and where its figures come from.

    `origin` holds the origins of the figures with a plus between them, `stored_on` the day in Bangkok on which the
    latest of them was stored; `rules_basis` is that of `reads.assessment`.
    """

    agency_id: str
    name_th: str
    name_en: str | None
    district: str | None
    province: str | None
    fiscal_year: int
    plan_year: int
    origin: str
    file: str | None
    stored_on: date | None
    is_synthetic: bool
    rules_basis: str | None
    has_report: bool

    def name(self, lang: str) -> str:
        """Return the agency's name in a language; the Thai where the English is not known."""
        return self.name_en if lang == "en" and self.name_en else self.name_th


@dataclass(frozen=True, slots=True)
class ReportMeasure:
    """A measure; `number` counts from 1 within the indicator, period and units are its own, where it has such."""

    measure_id: str
    number: int
    title: str
    starts_on: date | None
    ends_on: date | None
    period_text: str | None
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportStep:
    """A step; `measure` is the number of the measure that it belongs to, where the report says so."""

    text: str
    measure: int | None


@dataclass(frozen=True, slots=True)
class ReportQuestion:
    """A question with what its rows say; `score` is the report's, `score_itas` that of ITAS where it differs."""

    code: str | None
    text: str
    score: Decimal | None
    score_itas: Decimal | None
    analysis: str
    rationale: str
    starts_on: date | None
    ends_on: date | None
    period_text: str
    units: tuple[str, ...]
    measures: tuple[ReportMeasure, ...]
    steps: tuple[ReportStep, ...]


@dataclass(frozen=True, slots=True)
class ReportIndicator:
    """An indicator; `score` is the report's (without a report the one shown), `score_itas` ITAS's where it differs."""

    number: int
    name_th: str
    name_en: str
    score: Decimal | None
    score_itas: Decimal | None
    strengths: str
    questions: tuple[ReportQuestion, ...]

    def name(self, lang: str) -> str:
        """Return the indicator's name in a language."""
        return self.name_en if lang == "en" else self.name_th

    @property
    def measures(self) -> tuple[ReportMeasure, ...]:
        """The measures of all its questions."""
        return tuple(measure for question in self.questions for measure in question.measures)


@dataclass(frozen=True, slots=True)
class OfficialReport:
    """The official report of an agency and score year; indicators by their number."""

    subject: Subject
    indicators: tuple[ReportIndicator, ...]

    @property
    def measures(self) -> int:
        """How many measures it has."""
        return sum(len(indicator.measures) for indicator in self.indicators)

    @property
    def steps(self) -> int:
        """How many steps it has."""
        return sum(len(question.steps) for indicator in self.indicators for question in indicator.questions)


def official_report(cursor: Cursor, request: PaperRequest) -> OfficialReport:
    """Return what the report of an agency and score year says, as it is current in the database.

    Raises
    ------
    NotKnownError
        The agency is not known, or neither a report nor a score of the year is stored.
    InputError
        The agency is an average over many: nobody reports for it.
    """
    agency = _agency(cursor, request.agency_id)
    agency_id, year = request.agency_id, request.year
    plans = reads.plans(cursor, agency=agency_id, year=year)
    ranking = sorted(reads.gap_ranking(cursor, agency=agency_id, year=year), key=lambda row: row.indicator_no)
    scores = {row.indicator_no: row.score for row in reads.report_scores(cursor, agency=agency_id, year=year)}
    if not plans and not any(known(row.score) for row in ranking):
        raise _no_data(cursor, agency, request.year)
    itas = {
        row.indicator_no: row.score_shown
        for row in reads.origin_differences(cursor, agency=agency_id, year=year)
        if row.origin_shown == "own_result" and row.origin_other == "report"
    }
    questions = _questions(cursor, agency_id, year)
    strengths = {plan.indicator_no: plan.strengths or "" for plan in plans}
    indicators = tuple(
        ReportIndicator(
            number=row.indicator_no,
            name_th=row.indicator,
            name_en=row.indicator_en,
            score=scores.get(row.indicator_no) if plans else row.score,
            score_itas=itas.get(row.indicator_no),
            strengths=strengths.get(row.indicator_no, ""),
            questions=questions.get(row.indicator_no, ()),
        )
        for row in ranking
    )
    return OfficialReport(_subject(cursor, agency, request, plans), indicators)


def _agency(cursor: Cursor, agency_id: str) -> AgencyByIdRow:
    agency = known_agency(cursor, agency_id)
    if is_average(agency.kind):
        raise InputError(
            N_("“{agency}” is an average of many agencies; it has no report."),
            {"agency": agency.name_th},
            rule="paper-of-average",
        )
    return agency


def _no_data(cursor: Cursor, agency: AgencyByIdRow, year: int) -> NotKnownError:
    years = [str(row.fiscal_year) for row in reads.agency_years(cursor, agency=agency.agency_id)]
    return NotKnownError(
        N_("Neither a report nor a score of “{agency}” is stored for {year}; something is stored for: {years}."),
        {"agency": agency.name_th, "year": year, "years": ", ".join(years) or "–"},
        hint=N_("Import its report or its scores first, or choose another year."),
        rule="paper-no-data",
    )


def _subject(cursor: Cursor, agency: AgencyByIdRow, request: PaperRequest, plans: list[PlansRow]) -> Subject:
    assessment = next(iter(reads.assessment(cursor, agency=request.agency_id, year=request.year)), None)
    shown = reads.figure_sources(cursor, agency=request.agency_id, year=request.year)
    if plans:
        origins = ["report"]
        current = [
            row
            for row in reads.imports(cursor, agency=request.agency_id)
            if row.kind == "report" and request.year in row.current_years and row.undone_at is None
        ]
        moments = [row.imported_at for row in current[:1]]
    else:
        of_indicators = [row for row in shown if row.indicator_no is not None]
        origins = list(dict.fromkeys(row.origin for row in of_indicators))
        moments = [row.imported_at for row in of_indicators]
    return Subject(
        agency_id=agency.agency_id,
        name_th=agency.name_th,
        name_en=agency.name_en,
        district=agency.district,
        province=agency.province,
        fiscal_year=request.year,
        plan_year=plans[0].plan_year if plans else request.year + 1,
        origin="+".join(origins),
        file=plans[0].file_name if plans else None,
        stored_on=bangkok(max(moments)).date() if moments else None,
        is_synthetic=agency.role == "demo" or any(row.origin == "synthetic" for row in shown),
        rules_basis=assessment.rules_basis if assessment else None,
        has_report=bool(plans),
    )


def _questions(cursor: Cursor, agency: str, year: int) -> dict[int, tuple[ReportQuestion, ...]]:
    """Return the questions of each indicator in order, each with its measures and steps."""
    measures = reads.measures(cursor, agency=agency, year=year)
    steps = reads.steps(cursor, agency=agency, year=year)
    rows = groupby(reads.plan_questions(cursor, agency=agency, year=year), key=lambda row: row.indicator_no)
    return {number: _of_indicator(list(group), measures, steps) for number, group in rows}


def _of_indicator(
    rows: list[PlanQuestionsRow], measures: list[MeasuresRow], steps: list[StepsRow]
) -> tuple[ReportQuestion, ...]:
    number = rows[0].indicator_no
    numbers = {row.measure_id: row.position for row in measures if row.indicator_no == number}
    found: list[ReportQuestion] = []
    for row in rows:
        # Where an indicator has one question, its measures and steps name none.
        mine = {row.question_no, None} if len(rows) == 1 else {row.question_no}
        of_itas = row.score_origin == "own_result"
        score = row.score_other if of_itas else row.score
        found.append(
            ReportQuestion(
                code=row.code,
                text=row.text or "",
                score=score,
                score_itas=row.score if of_itas and score is not None and row.score != score else None,
                analysis=row.analysis or "",
                rationale=row.rationale or "",
                starts_on=row.starts_on,
                ends_on=row.ends_on,
                period_text=row.period_text or "",
                units=tuple(row.units),
                measures=tuple(
                    ReportMeasure(
                        each.measure_id,
                        each.position,
                        each.title,
                        each.starts_on,
                        each.ends_on,
                        each.period_text,
                        tuple(each.units),
                    )
                    for each in measures
                    if each.indicator_no == number and each.question_no in mine
                ),
                steps=tuple(
                    ReportStep(step.text, numbers.get(step.measure_id) if step.measure_id else None)
                    for step in steps
                    if step.indicator_no == number and step.question_no in mine
                ),
            )
        )
    return tuple(found)
