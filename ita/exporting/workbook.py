"""The data book as a workbook of Excel: typed cells, native charts over ranges of its sheets, made for print."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from ita.documents.data_book import TITLE, DataBook, data_book, sheet_counts
from ita.documents.request import PaperRequest
from ita.errors import N_
from ita.exporting.book_cells import FONT, Cells
from ita.exporting.book_charts import fill_charts
from ita.exporting.book_tables import OVER_FIGURES, fill_table, height_of
from ita.exporting.qr import qr_png
from ita.exporting.safe_text import in_margin, in_xml, sheet_name, width_of
from ita.store.engine import Cursor
from ita.tables.table import COUNT, PLAIN, Words
from ita.thai import format_date, thai_digits

HEADER = {"bold": True, "bg_color": "#E8F0FE", "bottom": 1, "bottom_color": "#7D8894", "text_wrap": True}
_A4, _A3 = 9, 8
# A header of Excel has 255 characters in all, the codes of its fonts among them.
_MARGIN_TEXT, _MARGIN_MARKS = 70, 115
# Longer texts at the sides of a header reach the name of the sheet between them.
_BESIDE_NAME = 55
# How wide a point of the code is on the first sheet, and in the margin of a page.
_QR_POINTS, _QR_POINTS_IN_MARGIN = 2.0, 0.75
# Letters in the column of what is said on the first sheet.
_WIDE = 104
_ROWS_OF_A_PAGE = 80
# So many letters across are printed at 7 points and more.
_LETTERS_OF_A_PAGE = 190
_WIDTHS = (34, _WIDE, 12, 16)


@dataclass(frozen=True, slots=True)
class Pages:
    """What every printed page carries; the code of the view's address, where it has one, stands in the footer."""

    header: str
    footer: str
    code: bytes | None


def workbook(cursor: Cursor, request: PaperRequest, *, everything: bool) -> bytes:
    """Return the data book of an agency as an .xlsx file: no formula, no link out of it but to the dashboard.

    Parameters
    ----------
    everything
        All years, all origins and all fields that are stored; else what the screens show of the year and the years
        compared.

    Raises
    ------
    NotKnownError
        The agency, or one of the years, is not known.
    """
    return book_bytes(data_book(cursor, request, everything=everything), request)


def book_bytes(book: DataBook, request: PaperRequest) -> bytes:
    """Return a data book as an .xlsx file; the same book and request give the same bytes."""
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": FONT, "font_size": 11},
        "default_row_height": 24,
    }
    file = Workbook(out, options)
    cells = Cells(file, request.lang, request.digits)
    _describe(file, book, cells, request)
    names = _names(book, cells)
    opening = file.add_worksheet(names["opening"])
    pages = _pages(book, cells, request)
    if book.charts:
        _set_up(charts := file.add_worksheet(names["charts"]), pages)
        fill_charts(charts, book, cells, names)
    for of in book.sheets:
        sheet = file.add_worksheet(names[of.key])
        width = fill_table(sheet, of, cells)
        _set_up(sheet, pages)
        sheet.repeat_rows(0)
        if width > _LETTERS_OF_A_PAGE:
            # On A4 nobody could read it, and over two pages a row would be torn; a printer without A3 makes it smaller.
            sheet.set_paper(_A3)
    # The last to be written, for it says what could not be written whole.
    rows = _fill_opening(opening, book, cells, names)
    _set_up(opening, pages)
    opening.fit_to_pages(1, 1 if rows < _ROWS_OF_A_PAGE else 0)
    file.close()
    return out.getvalue()


def _names(book: DataBook, cells: Cells) -> dict[str, str]:
    """Return the name of each sheet by its key."""
    named: dict[str, str] = {}
    wanted = [("opening", N_("About this file")), *([("charts", N_("Charts"))] if book.charts else [])]
    for key, name in [*wanted, *((sheet.key, sheet.name) for sheet in book.sheets)]:
        named[key] = sheet_name(cells.message(name), named.values())
    return named


def _describe(file: Workbook, book: DataBook, cells: Cells, request: PaperRequest) -> None:
    """Set title, subject and date of the file; the date is that of the request, not of a clock."""
    marks = " · ".join(cells.words(mark) for mark in book.marks)
    said = {
        "title": f"{cells.message(TITLE)} · {cells.words(book.agency)}",
        "subject": cells.words(book.years),
        "author": "ITA dashboard",
        "comments": marks,
    }
    file.set_properties(
        {
            **{name: in_xml(text)[0] for name, text in said.items()},
            "created": datetime.combine(request.today, time()),
        }
    )


def _pages(book: DataBook, cells: Cells, request: PaperRequest) -> Pages:
    """Return header and footer of all pages: agency, name of the sheet, marks, years, date, page x of y."""

    def side(where: str, text: str, most: int = _MARGIN_TEXT) -> str:
        return f'&{where}&"{FONT},Regular"&9 {in_margin(text, most)}'

    day = format_date(request.today, request.lang)
    marks = " · ".join(cells.words(mark) for mark in book.marks)
    page = cells.message(N_("page {page} of {pages}"), page="\0", pages="\1")
    shown = in_margin(page.replace("\0", "⁅").replace("\1", "⁆"), 40).replace("⁅", "&P").replace("⁆", "&N")
    view = cells.message(N_("On the dashboard: {view}"), view=book.view.name)
    said = (cells.words(book.held_years), thai_digits(day) if cells.digits == "thai" else day, view)
    agency = cells.words(book.agency)
    line = "\n" if max(width_of(agency), width_of(marks)) > _BESIDE_NAME else ""
    return Pages(
        header=side("L", agency) + f'&C&"{FONT},Bold"&9 {line}&A' + side("R", marks, _MARGIN_MARKS),
        footer=("&L&G" if book.view.address else "")
        + side("C", " · ".join(said), 130)
        + f'&R&"{FONT},Regular"&9 {shown}',
        code=qr_png(book.view.address, _QR_POINTS_IN_MARGIN) if book.view.address else None,
    )


def _set_up(sheet: Worksheet, pages: Pages) -> None:
    """Print on A4 across, all columns on one page."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=1.0 if pages.code else 0.7)
    sheet.fit_to_pages(1, 0)
    sheet.set_header(pages.header, {"scale_with_doc": False})
    shown = {"image_left": "view.png", "image_data_left": io.BytesIO(pages.code)} if pages.code else {}
    sheet.set_footer(pages.footer, {"scale_with_doc": False, **shown})


def _fill_opening(sheet: Worksheet, book: DataBook, cells: Cells, names: dict[str, str]) -> int:
    """Fill the first sheet: what it is of, its sheets, how to read it, what to look into. Return its rows."""
    sheet.hide_gridlines(2)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    title = f"{cells.message(TITLE)} · {cells.words(book.agency)}"
    sheet.merge_range(0, 0, 0, len(_WIDTHS) - 1, "")
    cells.text(sheet, 0, 0, title, bold=True, font_size=18)
    sheet.set_row(0, height_of([title], [sum(_WIDTHS) * 0.6], 28))
    cells.text(sheet, 1, 0, cells.words(book.years), font_size=12, text_wrap=False)
    row = 3
    for name, value in book.facts.rows:
        if value is None or (not isinstance(value, str) and not cells.words(value)):
            continue
        cells.write(sheet, row, 0, name, bold=True)
        text = cells.write(sheet, row, 1, value, PLAIN, align="left")
        sheet.set_row(row, height_of([text], [_WIDE]))
        row += 1
    if book.view.address is not None:
        row = _fill_link(sheet, row, book.view.address, cells)
    row = _fill_contents(sheet, row + 1, book, cells, names)
    row = _fill_notes(sheet, row + 1, cells.message(N_("How to read it")), book.notes, cells)
    row = _fill_notes(sheet, row, cells.message(N_("To look into")), book.checks, cells)
    return _fill_notes(sheet, row, cells.message(N_("Not whole")), _not_whole(cells), cells)


def _fill_link(sheet: Worksheet, row: int, link: str, cells: Cells) -> int:
    """Write the address of the same view, and draw it as a code for a telephone."""
    cells.text(sheet, row, 0, cells.message(N_("View in the dashboard")), bold=True)
    sheet.write_url(row, 1, link, cells.format(font_color="#0F5C8C", underline=1, text_wrap=True), string=link)
    picture = io.BytesIO(qr_png(link, _QR_POINTS))
    described = {"image_data": picture, "description": link, "url": link, "object_position": 2, "x_offset": 8}
    sheet.insert_image(2, 2, "view.png", described)
    return row + 1


def _fill_contents(sheet: Worksheet, row: int, book: DataBook, cells: Cells, names: dict[str, str]) -> int:
    """Write the list of sheets, each with how many rows and empty cells it has."""
    headers = (N_("Sheet"), N_("A row is"), N_("Rows"), N_("Empty cells"))
    for column, header in enumerate(headers):
        cells.text(sheet, row, column, cells.message(header), **HEADER, **(OVER_FIGURES if column > 1 else {}))
    for of in book.sheets:
        row += 1
        name = names[of.key]
        target = name.replace("'", "''")
        shown = cells.format(font_color="#0F5C8C", underline=1)
        sheet.write_url(row, 0, f"internal:'{target}'!A1", shown, string=name)
        cells.text(sheet, row, 1, cells.message(of.about))
        for column, count in enumerate(sheet_counts(of), start=2):
            cells.write(sheet, row, column, count, COUNT)
    return row + 1


def _fill_notes(sheet: Worksheet, row: int, name: str, notes: Sequence[Words | str], cells: Cells) -> int:
    """Write notes under a name, a row each; nothing where there are none."""
    for number, note in enumerate(notes):
        if number == 0:
            cells.text(sheet, row, 0, name, bold=True)
        text = cells.text(sheet, row, 1, note if isinstance(note, str) else cells.words(note))
        sheet.set_row(row, height_of([text], [_WIDE]))
        row += 1
    return row


def _not_whole(cells: Cells) -> list[str]:
    """Return which texts could not be written whole, and why."""
    found: list[str] = []
    for each in list(cells.trimmed):
        where = {"sheet": each.sheet, "cell": str(xl_rowcol_to_cell(each.row, each.column))}
        if each.beyond:
            text = N_("Sheet {sheet}, cell {cell}: {count} letters more are stored than a cell holds (32,767).")
            found.append(cells.message(text, count=each.beyond, **where))
        if each.forbidden:
            text = N_(
                "Sheet {sheet}, cell {cell}: {count} control characters were left out, as no file of Excel holds any."
            )
            found.append(cells.message(text, count=each.forbidden, **where))
    return found
