"""Reports put into a database and brought out on paper again, and what can be compared of the two."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import docx
from docx.document import Document

from ita.documents.official_report import (
    OfficialReport,
    ReportIndicator,
    ReportMeasure,
    ReportQuestion,
    ReportStep,
    Subject,
    official_report,
)
from ita.documents.request import PaperRequest
from ita.errors import SourceLocation
from ita.exporting.docx_report import report_docx
from ita.frameworks import Frameworks
from ita.importing.choices import ImportChoices
from ita.importing.files.tables import Paragraph, RawCell, RawDocument, RawRow, RawTable
from ita.importing.report.normalise import normalise
from ita.importing.report.read import read
from ita.model import IndicatorPlan, PlanQuestion, Report
from ita.store.engine import Cursor

TODAY = date(2026, 11, 29)
HEADERS = (
    "ประเด็น/ตัวชี้วัด",
    "ข้อคำถาม ITA",
    "ผลการวิเคราะห์ประเมิน",
    "มาตรการ/โครงการ/กิจกรรม",
    "ผลการวิเคราะห์ตัวชี้วัดที่สอดคล้องกับมาตรการ",
    "ขั้นตอน/วิธีการดำเนินการ",
    "ระยะเวลาดำเนินการ",
    "ผู้รับผิดชอบ",
)
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# A cell: its paragraphs, each with the automatic number that it has, or None.
CellOf = Sequence[tuple[str | None, str]]


def raw_report(rows: Sequence[Sequence[CellOf]], headers: Sequence[str] = HEADERS) -> RawDocument:
    """Return a report's table as a reader gives it: rows of cells under the headers."""
    cells = [[[(None, text)] for text in headers], *rows]
    table = RawTable(
        1,
        tuple(
            RawRow(
                tuple(
                    RawCell(
                        tuple(Paragraph(text, label) for label, text in cell),
                        SourceLocation("r.docx", 1, at, column),
                    )
                    for column, cell in enumerate(row, start=1)
                )
            )
            for at, row in enumerate(cells, start=1)
        ),
    )
    return RawDocument("r.docx", ("รายงานของเทศบาลตำบลบ้านหมอ อำเภอบ้านหมอ จังหวัดสระบุรี",), (table,), ())


def indicator_cell(frameworks: Frameworks, number: int, score: str = "90.00") -> list[tuple[str | None, str]]:
    """Return the cell of an indicator."""
    name = next(i.name_th for i in frameworks.indicators if i.indicator_no == number)
    return [(None, f"{number}. {name} ({score} คะแนน)")]


def parsed(document: RawDocument, frameworks: Frameworks, year: int = 2568) -> Report:
    """Return a report read; what it asks about is accepted."""
    accept = frozenset({"question-score-differs", "score-no-result"})
    return normalise(document, frameworks, accept=accept, choices=ImportChoices(fiscal_year=year))


def as_stored(report: Report, frameworks: Frameworks) -> OfficialReport:
    """Return a report read as the value that the database gives of it once it is stored."""
    names = {indicator.indicator_no: indicator for indicator in frameworks.indicators}
    indicators = tuple(
        ReportIndicator(
            plan.indicator_no,
            names[plan.indicator_no].name_th,
            names[plan.indicator_no].name_en,
            plan.score,
            None,
            plan.strengths,
            tuple(
                _question(plan, question, is_only=not plan.questions)
                for question in plan.questions or (_only_question(plan),)
            ),
        )
        for plan in report.plans
    )
    subject = Subject(
        "ban-mo",
        "เทศบาลตำบลบ้านหมอ",
        None,
        "บ้านหมอ",
        "สระบุรี",
        report.fiscal_year,
        report.plan_year,
        "report",
        report.file,
        TODAY,
        is_synthetic=False,
        rules_basis="shipped",
        has_report=True,
    )
    return OfficialReport(subject, indicators)


def _only_question(plan: IndicatorPlan) -> PlanQuestion:
    return PlanQuestion(
        1,
        plan.question_code,
        plan.question,
        plan.question_score,
        plan.question_score_basis,
        plan.analysis,
        plan.rationale,
        plan.starts_on,
        plan.ends_on,
        plan.period_text,
        plan.units,
        plan.location,
    )


def _question(plan: IndicatorPlan, question: PlanQuestion, *, is_only: bool) -> ReportQuestion:
    mine = {None} if is_only else {question.question_no}
    return ReportQuestion(
        question.code,
        question.text or "",
        question.score,
        None,
        question.analysis,
        question.rationale,
        question.starts_on,
        question.ends_on,
        question.period_text,
        question.units,
        tuple(
            ReportMeasure(f"m{m.position}", m.position, m.title, m.starts_on, m.ends_on, m.period_text, m.units)
            for m in plan.measures
            if m.question_no in mine
        ),
        tuple(ReportStep(s.text, s.measure_position) for s in plan.steps if s.question_no in mine),
    )


def request_of(agency: str = "ban-mo", year: int = 2568, **changes: Any) -> PaperRequest:
    """Return a request for a paper."""
    return replace(PaperRequest(agency, year, TODAY), **changes)


def on_paper(cursor: Cursor, request: PaperRequest) -> tuple[OfficialReport, bytes]:
    """Return the report of a request as a value and as the bytes of its file."""
    report = official_report(cursor, request)
    return report, report_docx(report, request)


def reread(data: bytes, frameworks: Frameworks) -> Report:
    """Return what an import reads in a paper."""
    return parsed(read(data, "paper.docx"), frameworks)


def opened(data: bytes) -> Document:
    """Return a Word file opened by python-docx."""
    return docx.Document(io.BytesIO(data))


def shown(text: str) -> str:
    """Return a text as XML can hold it; what was beside such a letter may then be a blank at an end."""
    return _NOT_IN_XML.sub("", text).strip()


def contents(plans: Sequence[IndicatorPlan]) -> dict[int, Mapping[str, object]]:
    """Return everything of plans that is data, not where it stood."""
    return {
        plan.indicator_no: {
            "score": plan.score,
            "code": plan.question_code,
            "question": plan.question and _lines(plan.question),
            "question score": (plan.question_score, plan.question_score_basis),
            "analysis": _lines(plan.analysis),
            "rationale": _lines(plan.rationale),
            "strengths": _lines(plan.strengths),
            "days": (plan.starts_on, plan.ends_on),
            "period": _lines(plan.period_text),
            "units": tuple(map(shown, plan.units)),
            "measures": [
                (m.position, shown(m.title), m.question_no, m.starts_on, m.ends_on, m.period_text, m.units)
                for m in plan.measures
            ],
            "steps": [(s.position, shown(s.text), s.measure_position, s.question_no) for s in plan.steps],
            "questions": [
                (
                    q.question_no,
                    q.code,
                    q.text and _lines(q.text),
                    q.score,
                    _lines(q.analysis),
                    _lines(q.rationale),
                    q.starts_on,
                    q.ends_on,
                    _lines(q.period_text),
                    q.units,
                )
                for q in plan.questions
            ],
        }
        for plan in plans
    }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in shown(text).splitlines() if line.strip()]
