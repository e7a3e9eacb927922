"""The official report as a Word file: cover, the eight-column table as it is published, memo before it if asked."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, count

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Length
from docx.table import Table, _Cell

from ita.documents.digits import in_digits, stored
from ita.documents.official_report import OfficialReport, ReportIndicator, ReportQuestion
from ita.documents.report_rows import PlanCells, has_deadlines, has_scores_apart, indicator_rows
from ita.documents.request import PaperRequest
from ita.errors import N_
from ita.exporting.docx_frame import Writing, add_emblem, centred, document_bytes, lay_out, new_document, next_section
from ita.exporting.docx_memo import add_memo
from ita.exporting.docx_parts import (
    GREY,
    MARK,
    CellText,
    ListItem,
    Lists,
    Look,
    add_row,
    add_table,
    add_text,
    cm,
    hold_together,
    repeat_as_header,
    shade,
    space,
    tie_to_next,
)
from ita.formatting import points

_TITLE = N_("Report on putting the ITA results to use in improving the agency")
_HEADER, _CELL, _NOTE = Look(9.5, bold=True), Look(9.5), Look(9.5, colour=GREY)
_SHADE = "E8EEF7"
# Centimetres of the columns, together those of a page across; further columns take theirs from the widest.
_WIDTHS = {
    "indicator": 2.7,
    "question": 3.1,
    "analysis": 4.0,
    "measures": 4.2,
    "rationale": 4.15,
    "steps": 4.25,
    "period": 2.0,
    "units": 2.3,
}
# Where there is no report yet, each indicator has so much room to be written into.
_EMPTY_ROW = Cm(2.2)
_FURTHER, _WIDEST = 2.1, ("rationale", "steps", "measures", "analysis")
_OF_RESULT = ("question", "question_score", "strengths", "analysis")
_NAMES = {
    "indicator": N_("Issue / indicator"),
    "question": N_("ITA question"),
    "question_score": N_("Score of the question"),
    "strengths": N_("Strengths"),
    "analysis": N_("Analysis of the assessment"),
    "measures": N_("Measures / projects / activities"),
    "rationale": N_("How the analysis of the indicator agrees with the measures / projects / activities"),
    "steps": N_("Steps / how it is done"),
    "period": N_("Period of work"),
    "deadline": N_("To be completed by"),
    "units": N_("Responsible"),
}


def report_docx(report: OfficialReport, request: PaperRequest) -> bytes:
    """Return the official report as a Word file; importing a Thai one gives the same data back.

    Parameters
    ----------
    report
        Of the agency and year that `request` names.
    request
        Language, digits, emblem (as `emblem_png` makes it), and whether a memo comes first.

    Returns
    -------
    bytes
        A .docx file of A4 pages.
    """
    writing = Writing(request, report.subject)
    title = writing.words(_TITLE)
    document = new_document(writing, f"{title} {writing.number(report.subject.plan_year)} · {writing.name}")
    if request.memo:
        whole = f"{title} {writing.words(N_('of fiscal year {year}'), year=report.subject.plan_year)}"
        width = lay_out(document.sections[0], writing, title, landscape=False)
        add_memo(document, report, writing, whole, width)
        next_section(document)
    lay_out(document.sections[-1], writing, title, landscape=True)
    _add_cover(document, report, writing, title, request.logo)
    _add_title(document, writing, title)
    _add_table(document, report, writing)
    _add_notes(document, report, writing)
    return document_bytes(document)


def _add_cover(document: Document, report: OfficialReport, writing: Writing, title: str, emblem: bytes | None) -> None:
    subject = report.subject
    space(document.add_paragraph(), before=0 if emblem else 60)
    add_emblem(document, emblem)
    centred(document, title, Look(22, bold=True), after=8, style="Title")
    centred(document, writing.words(N_("Of fiscal year {year}"), year=subject.plan_year), Look(18, bold=True), after=22)
    centred(
        document,
        writing.words(
            N_(
                "Analysis of the result of the Integrity and Transparency Assessment of public bodies in fiscal year "
                "{year}, {indicators} indicators"
            ),
            year=subject.fiscal_year,
            indicators=len(report.indicators),
        ),
        Look(13),
    )
    centred(
        document,
        writing.words(N_("and how it is put to use to improve or develop the agency, or to keep its level")),
        Look(13),
        after=22,
    )
    centred(document, writing.name, Look(18, bold=True))
    if writing.place:
        centred(document, writing.place, Look(14))
    if writing.marks:
        centred(document, writing.marks, Look(13, bold=True, colour=MARK))
    if not subject.has_report:
        centred(
            document,
            writing.words(
                N_("No report of this year is stored: the scores are filled in, the other columns are to be written.")
            ),
            Look(12, colour=GREY),
        )


def _add_title(document: Document, writing: Writing, title: str) -> None:
    subject = writing.subject
    year = writing.words(N_("of fiscal year {year}"), year=subject.fiscal_year)
    first = centred(document, f"{title} {year}", Look(14, bold=True), after=0, style="Heading 1")
    first.paragraph_format.page_break_before = True
    whose = writing.words(N_("of {agency}"), agency=stored(writing.name))
    last = centred(document, " ".join(filter(None, (whose, writing.place))), Look(13), after=8)
    tie_to_next(last)


# The table


def _columns(report: OfficialReport) -> dict[str, float]:
    """Return the columns in order with their widths: eight, and those that some reports have besides."""
    further = [
        name
        for name, is_there in (
            ("question_score", has_scores_apart(report)),
            ("strengths", any(each.strengths for each in report.indicators)),
        )
        if is_there
    ]
    widths = dict(_WIDTHS)
    for name in _WIDEST:
        widths[name] -= _FURTHER * len(further) / len(_WIDEST)
    found: dict[str, float] = {}
    for name, width in widths.items():
        found[name] = width
        if name == "question":
            found.update(dict.fromkeys(further, _FURTHER))
    return found


def _add_table(document: Document, report: OfficialReport, writing: Writing) -> None:
    columns = _columns(report)
    names, widths = list(columns), cm(*columns.values())
    table = add_table(document, widths, rows=2)
    _add_headers(table, names, report, writing)
    lists = Lists(document, writing.request.digits, _CELL)
    deadline = has_deadlines(report)
    for indicator in report.indicators:
        first = len(table.rows)
        _add_indicator(table, names, widths, indicator, writing, lists, is_deadline=deadline)
        if len(table.rows) - first > 1:
            table.cell(first, 0).merge(table.cell(len(table.rows) - 1, 0))


def _add_headers(table: Table, names: Sequence[str], report: OfficialReport, writing: Writing) -> None:
    upper, lower = table.rows[0].cells, table.rows[1].cells
    result = [at for at, name in enumerate(names) if name in _OF_RESULT]
    last = len(names) - 1
    said = (
        (upper[0].merge(lower[0]), writing.words(_NAMES["indicator"])),
        (
            upper[result[0]].merge(upper[result[-1]]),
            writing.words(N_("Analysis of the result of the year {year}"), year=report.subject.fiscal_year),
        ),
        (
            upper[result[-1] + 1].merge(upper[last]),
            writing.words(
                N_(
                    "Putting the ITA results to use in improving the agency "
                    "(using the analysis to improve or develop the agency, or to keep its level)"
                )
            ),
        ),
        *((lower[at], writing.words(_header(name, report))) for at, name in enumerate(names) if at),
    )
    for cell, text in said:
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        CellText(cell, _HEADER).line(text).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for row in table.rows[:2]:
        for cell in {cell._tc: cell for cell in row.cells}.values():
            shade(cell, _SHADE)
    repeat_as_header(table, 2)


def _header(name: str, report: OfficialReport) -> str:
    return _NAMES["deadline" if name == "period" and has_deadlines(report) else name]


def _add_indicator(
    table: Table,
    names: Sequence[str],
    widths: Sequence[Length],
    indicator: ReportIndicator,
    writing: Writing,
    lists: Lists,
    *,
    is_deadline: bool,
) -> None:
    """Add the rows of an indicator: one, unless it has several questions, or measures with periods of their own."""
    rows = indicator_rows(indicator, writing.subject.fiscal_year, is_deadline=is_deadline)
    measures = [[ListItem(measure.title, measure.number) for measure in plan.measures] for _, plan in rows]
    steps = _step_items([plan for _, plan in rows])
    of_measures, of_steps = lists.new(chain(*measures)), lists.new(chain(*steps))
    cells = _new_row(table, names, widths)
    _indicator_cell(CellText(cells["indicator"], _CELL), indicator, writing)
    if indicator.strengths:
        CellText(cells["strengths"], _CELL).lines(indicator.strengths)
    for at, (question, plan) in enumerate(rows):
        cells = _new_row(table, names, widths) if at else cells
        if question:
            _question_cells(cells, question, writing)
        lists.put(CellText(cells["measures"], _CELL), measures[at], of_measures)
        lists.put(CellText(cells["steps"], _CELL), steps[at], of_steps)
        CellText(cells["period"], _CELL).lines(plan.period)
        CellText(cells["units"], _CELL).lines("\n".join(plan.units))
    if not rows:
        hold_together(table.rows[-1], _EMPTY_ROW)


def _step_items(rows: Sequence[PlanCells]) -> list[list[ListItem]]:
    """Return the steps of each row, numbered through all of an indicator's rows."""
    numbers = count(1)
    return [[ListItem(line.text, None if line.kind == "dash" else next(numbers)) for line in row.steps] for row in rows]


def _new_row(table: Table, names: Sequence[str], widths: Sequence[Length]) -> dict[str, _Cell]:
    return dict(zip(names, add_row(table, widths).cells, strict=True))


def _indicator_cell(cell: CellText, indicator: ReportIndicator, writing: Writing) -> None:
    request = writing.request
    number = in_digits(f"{indicator.number}. ", request.digits)
    cell.line(f"{number}{indicator.name(request.lang)}", look=_HEADER)
    if indicator.score is not None:
        cell.line(writing.words(N_("({score} points)"), score=points(indicator.score)))
    if indicator.score_itas is not None:
        itas = writing.words(N_("differs from ITAS: {score} points"), score=points(indicator.score_itas))
        cell.line(itas, look=_NOTE)


def _question_cells(cells: dict[str, _Cell], question: ReportQuestion, writing: Writing) -> None:
    code = in_digits(question.code, writing.request.digits) if question.code else ""
    text = CellText(cells["question"], _CELL)
    first, *rest = question.text.splitlines() or [""]
    text.lines("\n".join([" ".join(filter(None, (code, first))), *rest]))
    if "question_score" in cells and question.score is not None:
        CellText(cells["question_score"], _CELL).line(writing.number(points(question.score)))
    CellText(cells["analysis"], _CELL).lines(question.analysis)
    CellText(cells["rationale"], _CELL).lines(question.rationale)


# Beneath the table


def _add_notes(document: Document, report: OfficialReport, writing: Writing) -> None:
    """Say where ITAS has another score of a question than the report; of an indicator it stands beside the score."""
    differing = [
        (question.code or "–", question.score, question.score_itas)
        for indicator in report.indicators
        for question in indicator.questions
        if question.score_itas is not None
    ]
    for at, (code, score, itas) in enumerate(differing):
        paragraph = space(document.add_paragraph(), before=8 if at == 0 else 2)
        text = writing.words(
            N_("Question {code}: the report states {score} points, ITAS {itas} points."),
            code=code,
            score=points(score),
            itas=points(itas),
        )
        add_text(paragraph, text, _NOTE)
