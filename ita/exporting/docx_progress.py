"""The progress report as a Word file: every measure with period and unit, and columns to be filled in by hand."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Length
from docx.table import Table, _Cell

from ita.documents import report_layout as layout
from ita.documents.official_report import OfficialReport, ReportIndicator
from ita.documents.report_layout import ListItem
from ita.documents.request import PaperRequest
from ita.documents.writing import Writing
from ita.exporting.docx_frame import add_emblem, centred, document_bytes, new_report
from ita.exporting.docx_memo import MEMO_OF_PROGRESS
from ita.exporting.docx_parts import (
    GREY,
    CellText,
    Lists,
    Look,
    add_row,
    add_table,
    cm,
    hold_together,
    repeat_as_header,
    shade,
    tie_to_next,
)

_HEADER, _CELL = Look(10, bold=True), Look(10)
_SHADE, _SHADE_OF_INDICATOR = "E8EEF7", "F3F5F8"
# So much room has each row for what is written by hand.
_ROW = Cm(1.6)


def progress_docx(report: OfficialReport, request: PaperRequest) -> bytes:
    """Return the progress report as a Word file; results are to be written into it by hand.

    Parameters
    ----------
    report
        Of the agency and year that `request` names; without measures each indicator has an empty row.
    request
        Language, digits, emblem (as `emblem_png` makes it), and whether a memo comes first.

    Returns
    -------
    bytes
        A .docx file of A4 pages.
    """
    writing = Writing(request, report.subject)
    document = new_report(report, writing, layout.TITLE_OF_PROGRESS, MEMO_OF_PROGRESS)
    add_emblem(document, request.logo)
    _add_title(document, report, writing)
    _add_table(document, report, writing)
    return document_bytes(document)


def _add_title(document: Document, report: OfficialReport, writing: Writing) -> None:
    title, whose = layout.table_title(writing, layout.TITLE_OF_PROGRESS, writing.subject.plan_year)
    centred(document, title, Look(15, bold=True), after=0, style="Heading 1")
    centred(document, whose, Look(13), after=4)
    for text in layout.progress_notes(report, writing):
        centred(document, text, Look(11, colour=GREY), after=2)


def _add_table(document: Document, report: OfficialReport, writing: Writing) -> None:
    widths = cm(*(width for _, width in layout.PROGRESS_COLUMNS))
    table = add_table(document, widths, rows=1)
    for cell, (name, _) in zip(table.rows[0].cells, layout.PROGRESS_COLUMNS, strict=True):
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        CellText(cell, _HEADER).line(writing.words(name)).alignment = WD_ALIGN_PARAGRAPH.CENTER
        shade(cell, _SHADE)
    repeat_as_header(table, 1)
    lists = Lists(document, writing.request.digits, _CELL)
    for indicator in report.indicators:
        _add_indicator(table, widths, indicator, writing, lists)


def _add_indicator(
    table: Table, widths: Sequence[Length], indicator: ReportIndicator, writing: Writing, lists: Lists
) -> None:
    row = add_row(table, widths)
    whole = row.cells[0].merge(row.cells[-1])
    shade(whole, _SHADE_OF_INDICATOR)
    name = " ".join(filter(None, (layout.indicator_name(indicator, writing), layout.score_words(indicator, writing))))
    # The name of an indicator never stands at the foot of a page, without a measure of it.
    tie_to_next(CellText(whole, _HEADER).line(name))
    items = [ListItem(measure.title, measure.number) for measure in indicator.measures]
    number = lists.new(items)
    for question in indicator.questions:
        for measure in question.measures:
            title = ListItem(measure.title, measure.number)
            others = (measure.period_text or question.period_text, "\n".join(measure.units or question.units))
            cells = _new_row(table, widths, others)
            lists.put(CellText(cells[0], _CELL), [title], number)
    if not indicator.measures:
        _new_row(table, widths, ("", ""))


def _new_row(table: Table, widths: Sequence[Length], texts: tuple[str, str]) -> Sequence[_Cell]:
    """Add a row with room to write; return its cells, period and units filled in."""
    row = add_row(table, widths)
    hold_together(row, _ROW)
    for cell, text in zip(row.cells[1:], texts, strict=False):
        CellText(cell, _CELL).lines(text)
    cells: Sequence[_Cell] = row.cells
    return cells
