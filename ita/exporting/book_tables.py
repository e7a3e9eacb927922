"""A sheet of a workbook that holds one table: typed cells, a filter, widths by the letters, headers that stay."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from ita.documents.book_values import BookSheet
from ita.exporting.book_cells import Cells
from ita.exporting.safe_text import in_xml, lines_of, width_of
from ita.tables.table import Cell, Column, Figure, Noted, text_of

_HEADER = {
    "bold": True,
    "bg_color": "#E8F0FE",
    "bottom": 1,
    "right": 4,
    "bottom_color": "#7D8894",
    "right_color": "#C3CCD6",
}
_TEXTS = {"bottom": 4, "bottom_color": "#C3CCD6", "align": "left", "indent": 1}
_BODY = {"bottom": 4, "bottom_color": "#C3CCD6", "align": "right"}
# A header of figures ends where they end, before the button of the filter.
OVER_FIGURES, _OVER_TEXTS = {"align": "right", "indent": 2}, {"align": "left", "indent": 1}
# The most of a column of texts, and of long ones; where all would be wider than a page that can be read they give way.
_WIDEST, _WIDEST_LONG, _LONG, _GIVES_TO, _PAGE = 60.0, 100.0, 200, 32.0, 180.0
# The spaces between words, but for one before a range such as 1–5.
_BEFORE_WORDS = re.compile(r"\s+(?![0-9๐-๙]+–)")
# Points of a line of text, whatever font takes the place of ours; and the highest row that Excel has.
LINE, _HIGHEST = 16.0, 409.0
# The button of the filter, and room at both sides.
_BUTTON, _ROOM, _ROOM_OF_FIGURES = 4, 4, 5


def fill_table(sheet: Worksheet, of: BookSheet, cells: Cells) -> float:
    """Write a table, its headers in the first row, which stays in sight; return its width in letters."""
    columns, rows = of.table.columns, of.table.rows
    headers = _headers(columns, cells)
    sheet.add_table(
        0,
        0,
        len(rows),
        len(columns) - 1,
        {
            "name": f"ita_{of.key}",
            "style": None,
            "columns": [
                {"header": header, "header_format": cells.format(**_header_look(column))}
                for header, column in zip(headers, columns, strict=True)
            ],
        },
    )
    widths = column_widths(columns, rows, headers, cells)
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    sheet.set_row(0, height_of(headers, [width - 1 for width in widths]))
    for row, line in enumerate(rows, start=1):
        texts = []
        for at, (cell, column) in enumerate(zip(line, columns, strict=True)):
            is_figure = cell is None or (
                isinstance(cell, Decimal | int | Noted | Figure) and not isinstance(cell, bool)
            )
            look = _BODY if is_figure and column.is_figures else _TEXTS
            texts.append(cells.write(sheet, row, at, cell, column, **look))
        sheet.set_row(row, height_of(texts, widths))
    sheet.freeze_panes(1, 1)
    # A code that looks like a number is a text on purpose.
    sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(len(rows), len(columns) - 1)}"})
    return sum(widths)


def _header_look(column: Column) -> dict[str, Any]:
    return {"text_wrap": True, **_HEADER, **(OVER_FIGURES if column.is_figures else _OVER_TEXTS)}


def height_of(texts: Sequence[str], widths: Sequence[float], line: float = LINE) -> float:
    """Return how high a row of texts must be, in points: no program makes it so by itself when it opens the file."""
    lines = max((lines_of(text, width) for text, width in zip(texts, widths, strict=True) if text), default=1)
    return min(lines * line + 3, _HIGHEST)


def _headers(columns: Sequence[Column], cells: Cells) -> list[str]:
    """Return the headers, each another: the columns of a table are told apart by them."""
    found: list[str] = []
    for column in columns:
        text = in_xml(cells.message(column.header, **column.params))[0] or "-"  # type: ignore[arg-type]
        alike = sum(re.sub(r" \(\d+\)$", "", each).casefold() == text.casefold() for each in found)
        found.append(f"{text} ({alike + 1})" if alike else text)
    return found


def column_widths(
    columns: Sequence[Column], rows: Sequence[Sequence[Cell]], headers: Sequence[str], cells: Cells
) -> list[float]:
    """Return the width of each column, in letters: of its widest text, or of what it gives way to."""
    widths = []
    for at, (column, header) in enumerate(zip(columns, headers, strict=True)):
        widest = max((width_of(text_of(row[at], column, cells.lang)) for row in rows), default=0)
        # A line may break behind the dash of a range, so the word before it has room for both.
        words = max(map(width_of, _BEFORE_WORDS.split(header)), default=0)
        # A header may take two lines, or one for each of its words.
        room = _ROOM_OF_FIGURES if column.is_figures else _ROOM
        needed = max(min(width_of(header), max(words, width_of(header) / 2 + 2)) + _BUTTON, widest + room)
        widths.append(min(float(needed), _WIDEST_LONG if widest > _LONG else _WIDEST))
    give = sum(width - _GIVES_TO for width in widths if width > _GIVES_TO)
    beyond = sum(widths) - _PAGE
    if beyond > 0 and give:
        share = min(1.0, beyond / give)
        widths = [width - max(0.0, width - _GIVES_TO) * share for width in widths]
    return [_not_too_high([row[at] for row in rows], width, cells) for at, width in enumerate(widths)]


def _not_too_high(of: Sequence[Cell], width: float, cells: Cells) -> float:
    """Return a width at which no text needs a higher row than Excel has, as far as there is one."""
    longest = max((text_of(cell, Column(""), cells.lang) for cell in of), key=len, default="")
    while width < _WIDEST_LONG and lines_of(longest, width) * LINE > _HIGHEST:
        width += 4
    return width
