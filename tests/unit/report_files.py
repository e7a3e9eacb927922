"""The real report as a workbook and as CSV, and small PDF files written part by part."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment

from tests import helpers


def _rows(sheet: helpers.Sheet) -> list[list[str]]:
    """Return the report as one table: its two head rows once, then every row."""
    return [list(row) for row in (*sheet.tables[0][:2], *(row for table in sheet.tables for row in table[2:]))]


def workbook(sheet: helpers.Sheet | None = None, *, is_by_page: bool = False) -> bytes:
    """Return the report as a town would lay it out in Excel: title lines, wide heads merged, texts wrapped.

    With `is_by_page` the heads stand again above every part, as they do in the printed report.
    """
    report = sheet or helpers.sheet()
    book = Workbook()
    page = book.worksheets[0]
    page.title = "รายงาน"
    for at, line in enumerate(report.lines, start=1):
        page.append([line])
        page.merge_cells(start_row=at, start_column=1, end_row=at, end_column=8)
    top = len(report.lines) + 2
    page.append([])
    parts = report.tables if is_by_page else [_rows(report)]
    for part in parts:
        for row in part:
            page.append([text.replace("<p>", "").replace("</p> ", "\n").replace("</p>", "") or None for text in row])
        page.merge_cells(start_row=top, start_column=1, end_row=top + 1, end_column=1)
        wide = [at for at, text in enumerate(part[0], start=1) if text]
        for start, end in zip(wide[1:], [*(at - 1 for at in wide[2:]), 8], strict=True):
            page.merge_cells(start_row=top, start_column=start, end_row=top, end_column=end)
        top += len(part)
        if is_by_page:
            page.append([])
            top += 1
    for cells in page.iter_rows():
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    other = book.create_sheet("บันทึก")
    other.append(["ซ่อนไว้"])
    other.sheet_state = "hidden"
    return _saved(book)


def small_workbook() -> bytes:
    """Return a workbook of one cell."""
    book = Workbook()
    book.worksheets[0].append(["รายงาน"])
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_csv(sheet: helpers.Sheet | None = None, delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    """Return the report as Excel saves it as CSV."""
    report = sheet or helpers.sheet()
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=delimiter)
    table.writerows([[line] for line in report.lines])
    table.writerow([])
    for row in _rows(report):
        table.writerow([text.replace("<p>", "").replace("</p> ", "\n").replace("</p>", "") for text in row])
    return out.getvalue().encode(encoding)


# PDF, object by object


def pdf(
    *contents: str, fonts: str = "", more: Sequence[str] = (), page: str = "", trailer: str = "", objects: str = ""
) -> bytes:
    """Return a PDF of a page for each content stream."""
    count = len(contents)
    kids = " ".join(f"{3 + 2 * at} 0 R" for at in range(count))
    written = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {count}>>"]
    for at, content in enumerate(contents):
        resources = f"/Resources<</Font<</F1 {fonts or '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>'}>>{objects}>>"
        written.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]{resources}{page}/Contents {4 + 2 * at} 0 R>>")
        written.append(f"<</Length {len(content)}>>\nstream\n{content}\nendstream")
    written += more
    body = "%PDF-1.7\n"
    locations: list[str] = []
    for number, item in enumerate(written, start=1):
        locations.append(f"{len(body):010} 00000 n \n")
        body += f"{number} 0 obj\n{item}\nendobj\n"
    size = len(written) + 1
    table = f"xref\n0 {size}\n0000000000 65535 f \n{''.join(locations)}"
    return f"{body}{table}trailer\n<</Root 1 0 R/Size {size}{trailer}>>\nstartxref\n{len(body)}\n%%EOF\n".encode(
        "latin-1"
    )


def table_pdf(rows: int = 6, columns: int = 8, *, page: str = "", before: str = "", lines_as: str = "strokes") -> bytes:
    """Return a PDF of one ruled table of Latin words, uncompressed, so that its page can be read and changed.

    `lines_as` tells how it is ruled: by ``strokes``, by ``bars`` (thin filled rectangles, cell by cell, as Word draws
    borders), by ``boxes`` (a stroked rectangle round every cell), or in a ``form`` (strokes within an object that is
    moved into place).
    """
    width, height = 90, 60
    xs, ys = [40 + width * at for at in range(columns + 1)], [40 + height * at for at in range(rows + 1)]
    cells = [(x, y) for x in xs[:-1] for y in ys[:-1]]
    strokes = [f"{x} {ys[0]} m {x} {ys[-1]} l S" for x in xs] + [f"{xs[0]} {y} m {xs[-1]} {y} l S" for y in ys]
    bars = [f"{x} {y} {width} .5 re f {x} {y} .5 {height} re f" for x in xs for y in ys]
    lines = {
        "strokes": strokes,
        "bars": bars,
        "boxes": [f"{x} {y} {width} {height} re S" for x, y in cells],
        "form": ["q 1 0 0 1 -100 -50 cm /X1 Do Q"],
    }[lines_as]
    words = [
        f"BT /F1 9 Tf {45 + width * column} {90 + height * row} Td (r{rows - row} c{column + 1}) Tj ET"
        for row in range(rows)
        for column in range(columns)
    ]
    form = "\n".join(["1 0 0 1 100 50 cm", *strokes])
    more = f"<</Type/XObject/Subtype/Form/BBox[0 0 2000 2000]/Length {len(form)}>>\nstream\n{form}\nendstream"
    return pdf("\n".join([before, *lines, *words]), page=page, more=[more], objects="/XObject<</X1 5 0 R>>")
