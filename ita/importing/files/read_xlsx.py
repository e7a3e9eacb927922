"""Read an Excel workbook (.xlsx) sheet by sheet, from the values that it stores."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.worksheet._reader import FORMULA_TAG, INLINE_STRING, WorkSheetParser

from ita.errors import InputError, Issue, SourceLocation
from ita.formatting import at_most
from ita.importing.files.bidirectional import turned
from ita.importing.files.grids import Block, Grid, GridCell, GridDocument, GridRow, Kind, Marks
from ita.importing.files.limits import MAX_ROWS, STORE_TARGETS, Tally, stripped, too_many_rows
from ita.importing.files.number_formats import date_text, shown_number, shown_value
from ita.importing.files.xlsx_marks import read_marks
from ita.importing.files.xlsx_package import Repacked, damaged, repack, too_large
from ita.importing.files.xlsx_strings import rich_text, shared_strings, unescaped
from ita.progress import reached

# openpyxl tells of extensions that it does not write back; nothing is written back here.
warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\.")

# Excel's last row; no sheet goes on behind it.
_LAST_ROW = 1_048_576
_NAMED_AT_MOST = 20
# Numbers beyond this many digits are written with an exponent; none of them is a score.
_LONGEST = 20
_NOT_SHOWN = re.compile(r'"[^"]*"?|\\.|\[[^\]]*\]?')
_KINDS: dict[str, Kind] = {"n": "number", "s": "text", "b": "boolean", "d": "date", "e": "error"}


def read_xlsx(data: bytes, file: str) -> GridDocument:
    """Read a workbook.

    Parameters
    ----------
    data
        The whole file.
    file
        Its name, for the places.

    Returns
    -------
    GridDocument
        One grid a visible sheet, numbered as in the workbook. A number's text is the shortest that gives the stored
        number again: 97.21 is ``97.21``. A formula counts as its stored value. Issues say which sheets were not read.

    Raises
    ------
    InputError
        The rules of `ita.importing.files.xlsx_package.repack` and of `Tally`.
    """
    packed = repack(data, file)
    try:
        return _Workbook(file, packed).document()
    except InputError:
        raise
    except Exception as reason:
        # The file decides what openpyxl meets, and openpyxl raises whatever comes of it.
        raise damaged(file) from reason


class _Parser(WorkSheetParser):
    """openpyxl's parser of a sheet, which is asked for what it does not tell: formulas, and raised figures in texts.

    It gives the rows that the file has. The sheets of openpyxl give those too that a file skips, however many.
    """

    def parse_cell(self, element: Any) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        cell["formula"] = element.find(FORMULA_TAG) is not None
        inline = element.find(INLINE_STRING)
        if inline is not None and element.get("t") == "inlineStr":
            cell["value"] = rich_text(inline)
        elif element.get("t") == "str" and isinstance(cell["value"], str):
            cell["value"] = unescaped(cell["value"])
        return cell


class _Workbook:
    """Reads the sheets of one workbook that has been checked."""

    def __init__(self, file: str, packed: Repacked) -> None:
        self.file = file
        self.rows = packed.rows
        self.tally = Tally(STORE_TARGETS)
        self.passed = 0
        self.issues: list[Issue] = []
        self.strings = shared_strings(packed.strings) if packed.strings else []
        # openpyxl does not publish what a sheet is read with.
        self.book: Any = load_workbook(io.BytesIO(packed.data), read_only=True, data_only=True, keep_links=False)
        self.looks: dict[int, str] = {}

    def document(self) -> GridDocument:
        sheets = self.book.worksheets
        if not sheets:
            raise damaged(self.file)
        grids: list[Grid] = []
        for number, sheet in enumerate(sheets, start=1):
            location = SourceLocation(self.file, number, sheet=sheet.title)
            self.tally.table(location)
            if sheet.sheet_state != "visible":
                self.issues.append(Issue("sheet-hidden", location=location))
                continue
            with sheet._get_source() as source:
                part = source.read()
            marks = read_marks(part, location)
            grids.append(Grid(number, sheet.title, tuple(self._sheet(part, marks, location)), marks))
        self.book.close()
        return GridDocument(self.file, tuple(grids), tuple(self.issues))

    def _sheet(self, part: bytes, marks: Marks, sheet_location: SourceLocation) -> Iterator[GridRow]:
        covered: list[GridCell] = []
        hidden: list[GridCell] = []
        for number, written in self._rows(part):
            blocks = [block for block in marks.merged if block.first_row <= number <= block.last_row]
            cells: dict[int, GridCell] = {}
            for each in written:
                location = SourceLocation(
                    sheet_location.file, sheet_location.table, number, each["column"], sheet_location.sheet
                )
                cell = self._cell(each, location)
                if cell is None:
                    continue
                if any(_is_beneath(block, number, each["column"]) for block in blocks):
                    covered.append(cell)
                elif cell.shown == "":
                    hidden.append(cell)
                else:
                    cells[each["column"]] = cell
            if cells:
                yield self._row(number, cells, sheet_location)
        self._say(covered, "cells-covered")
        self._say(hidden, "cells-hidden")

    def _say(self, cells: Sequence[GridCell], rule: str) -> None:
        """Say which cells were left out, if any."""
        if cells:
            names = at_most([cell.location.cell or "" for cell in cells], _NAMED_AT_MOST)
            self.issues.append(Issue(rule, {"cells": names}, cells[0].location))

    def _row(self, number: int, cells: dict[int, GridCell], sheet_location: SourceLocation) -> GridRow:
        """Return a row of all its cells, those that the file skips too."""
        location = SourceLocation(sheet_location.file, sheet_location.table, number, sheet=sheet_location.sheet)
        if number > _LAST_ROW:
            raise too_large(self.file)
        if number > MAX_ROWS:
            raise too_many_rows(location, STORE_TARGETS)
        held = max(cells)
        self.tally.row(location)
        self.tally.columns(held, location)
        for cell in cells.values():
            self.tally.text(len(cell.text), cell.location)
            self.issues += turned(cell.text, cell.location)
        return GridRow(
            number,
            tuple(
                cells.get(at)
                or GridCell("", "text", SourceLocation(location.file, location.table, number, at, location.sheet))
                for at in range(1, held + 1)
            ),
        )

    def _rows(self, part: bytes) -> Iterator[tuple[int, list[dict[str, Any]]]]:
        """Give the rows that a sheet has, by their number; one that stands behind a later one is not shown by Excel."""
        book = self.book
        parser = _Parser(
            io.BytesIO(part),
            self.strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        last = 0
        for number, cells in parser.parse():
            self.passed += 1
            reached(self.passed, self.rows)
            if number > last:
                last = number
                yield number, cells

    def _cell(self, written: dict[str, Any], location: SourceLocation) -> GridCell | None:
        """Return a cell as it is seen; None where nothing is there."""
        value, of = written["value"], written["data_type"]
        if value is None:
            # A formula whose result is no text at all says so by its type.
            return GridCell("=", "formula", location) if written["formula"] and of != "str" else None
        kind = _KINDS.get(of, "text")
        style = self._format(written["style_id"]) if kind in ("number", "date", "text") else "General"
        if isinstance(value, bool):
            return GridCell("TRUE" if value else "FALSE", "boolean", location)
        if kind == "date":
            text = date_text(value) if isinstance(value, date) else str(value)
            return GridCell(text, "date", location, shown_value(value, style).strip())
        if kind != "number" or not isinstance(value, (int, float)):
            text = stripped(str(value))
            hides = bool(text) and kind == "text" and style != "General" and not shown_value(text, style).strip()
            return GridCell(text, kind, location, "" if hides else None) if text else None
        return _figure(value, style, location)

    def _format(self, style: int) -> str:
        """Return the number format of a style."""
        known = self.looks.get(style)
        if known is None:
            identity = self.book._cell_styles[style].numFmtId
            own = identity - BUILTIN_FORMATS_MAX_SIZE
            known = BUILTIN_FORMATS.get(identity, "General") if own < 0 else self.book._number_formats[own]
            self.looks[style] = known
        return known


def _is_beneath(block: Block, row: int, column: int) -> bool:
    """Tell whether a cell of a merged range is not its first one, which is all that is seen of it."""
    return block.covers(row, column) and (row, column) != (block.first_row, block.first_column)


def _figure(value: float, style: str, location: SourceLocation) -> GridCell:
    """Return a number with what its format shows of it, where that is another one."""
    if "%" in _NOT_SHOWN.sub("", style):
        shown = shown_value(value, style).strip()
        return GridCell(f"{_number(value, hundreds=True)}%", "percent", location, shown)
    text = _number(value)
    shown = shown_value(value, style).strip()
    if style == "General":
        return GridCell(text, "number", location, None if shown == text else shown)
    seen = shown_number(shown)
    if not shown:
        return GridCell(text, "number", location, "")
    if seen is None:
        return GridCell(text, "number", location, shown if any(char.isdigit() for char in shown) else None)
    stored = abs(Decimal(text)) if "E" not in text.upper() and text.lstrip("-")[:1].isdigit() else seen
    locations = -int(seen.as_tuple().exponent) if isinstance(seen.as_tuple().exponent, int) else 0
    if abs(seen) == stored:
        return GridCell(text, "number", location)
    if abs(abs(seen) - stored) * 2 <= Decimal(1).scaleb(-max(locations, 0)):
        return GridCell(text, "number", location, shown)
    return GridCell(shown, "disguised", location, shown)


def _number(value: float, *, hundreds: bool = False) -> str:
    """Return a stored number in full, without an exponent and without a fraction of zero."""
    # repr gives the shortest decimal that is the same stored number; nothing is rounded.
    number = Decimal(repr(value))
    if not number.is_finite() or abs(number.adjusted()) > _LONGEST:
        return repr(value)
    number = number * 100 if hundreds else number
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
