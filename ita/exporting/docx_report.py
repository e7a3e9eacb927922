"""The official report as a Word file: cover, the eight-column table as it is published, memo before it if asked."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Length
from docx.table import Table, _Cell

from ita.documents import report_layout as layout
from ita.documents.official_report import OfficialReport, ReportIndicator, ReportQuestion
from ita.documents.report_layout import ListItem
from ita.documents.report_rows import has_deadlines, indicator_rows
from ita.documents.request import PaperRequest
from ita.documents.writing import Writing
from ita.exporting.docx_frame import add_emblem, centred, document_bytes, new_report
from ita.exporting.docx_memo import MEMO_OF_REPORT
from ita.exporting.docx_parts import (
    GREY,
    MARK,
    CellText,
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

_HEADER, _CELL, _NOTE = Look(9.5, bold=True), Look(9.5), Look(9.5, colour=GREY)
_SHADE = "E8EEF7"
# Where there is no report yet, each indicator has so much room to be written into.
_EMPTY_ROW = Cm(2.2)
# How a line of the cover looks, and the points of space below it.
_COVER = {
    "title": (Look(22, bold=True), 8),
    "year": (Look(18, bold=True), 22),
    "about": (Look(13), 6),
    "agency": (Look(18, bold=True), 6),
    "place": (Look(14), 6),
    "mark": (Look(13, bold=True, colour=MARK), 6),
    "note": (Look(12, colour=GREY), 6),
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
    document = new_report(report, writing, layout.TITLE, MEMO_OF_REPORT)
    _add_cover(document, report, writing, request.logo)
    _add_title(document, writing)
    _add_table(document, report, writing)
    _add_notes(document, report, writing)
    return document_bytes(document)


def _add_cover(document: Document, report: OfficialReport, writing: Writing, emblem: bytes | None) -> None:
    space(document.add_paragraph(), before=0 if emblem else 60)
    add_emblem(document, emblem)
    lines = layout.cover_lines(report, writing)
    for at, line in enumerate(lines):
        look, after = _COVER[line.role]
        is_last = line.role == "about" and lines[at + 1].role != "about"
        style = "Title" if line.role == "title" else "Normal"
        centred(document, line.text, look, after=22 if is_last else after, style=style)


def _add_title(document: Document, writing: Writing) -> None:
    title, whose = layout.table_title(writing, layout.TITLE, writing.subject.fiscal_year)
    first = centred(document, title, Look(14, bold=True), after=0, style="Heading 1")
    first.paragraph_format.page_break_before = True
    tie_to_next(centred(document, whose, Look(13), after=8))


# The table


def _add_table(document: Document, report: OfficialReport, writing: Writing) -> None:
    columns = layout.columns(report, writing)
    names, widths = [column.name for column in columns], cm(*(column.width for column in columns))
    table = add_table(document, widths, rows=2)
    _add_headers(table, columns, report, writing)
    lists = Lists(document, writing.request.digits, _CELL)
    deadline = has_deadlines(report)
    for indicator in report.indicators:
        first = len(table.rows)
        _add_indicator(table, names, widths, indicator, writing, lists, is_deadline=deadline)
        if len(table.rows) - first > 1:
            table.cell(first, 0).merge(table.cell(len(table.rows) - 1, 0))


def _add_headers(table: Table, columns: Sequence[layout.Column], report: OfficialReport, writing: Writing) -> None:
    upper, lower = table.rows[0].cells, table.rows[1].cells
    result = [at for at, column in enumerate(columns) if column.is_of_result]
    of_result, of_use = layout.upper_headers(report, writing)
    said = (
        (upper[0].merge(lower[0]), columns[0].header),
        (upper[result[0]].merge(upper[result[-1]]), of_result),
        (upper[result[-1] + 1].merge(upper[len(columns) - 1]), of_use),
        *((lower[at], column.header) for at, column in enumerate(columns) if at),
    )
    for cell, text in said:
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        CellText(cell, _HEADER).line(text).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for row in table.rows[:2]:
        for cell in {cell._tc: cell for cell in row.cells}.values():
            shade(cell, _SHADE)
    repeat_as_header(table, 2)


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
    steps = layout.step_items([plan for _, plan in rows])
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


def _new_row(table: Table, names: Sequence[str], widths: Sequence[Length]) -> dict[str, _Cell]:
    return dict(zip(names, add_row(table, widths).cells, strict=True))


def _indicator_cell(cell: CellText, indicator: ReportIndicator, writing: Writing) -> None:
    cell.line(layout.indicator_name(indicator, writing), look=_HEADER)
    if score := layout.score_words(indicator, writing):
        cell.line(score)
    if itas := layout.itas_words(indicator, writing):
        cell.line(itas, look=_NOTE)


def _question_cells(cells: dict[str, _Cell], question: ReportQuestion, writing: Writing) -> None:
    CellText(cells["question"], _CELL).lines(layout.question_lines(question))
    if "question_score" in cells and question.score is not None:
        CellText(cells["question_score"], _CELL).line(writing.number(points(question.score)))
    CellText(cells["analysis"], _CELL).lines(question.analysis)
    CellText(cells["rationale"], _CELL).lines(question.rationale)


# Beneath the table


def _add_notes(document: Document, report: OfficialReport, writing: Writing) -> None:
    for at, note in enumerate(layout.notes(report, writing)):
        add_text(space(document.add_paragraph(), before=8 if at == 0 else 2), note, _NOTE)
