"""Read an Excel workbook (.xlsx) sheet by sheet, from the values that it stores."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook

from ita.errors import N_, InputError, Issue, Place
from ita.importing.files.grids import Grid, GridCell, GridDocument, GridRow, Kind, Marks
from ita.importing.files.reading import KEEP_SCORES, MAX_ROWS, Tally, stripped
from ita.importing.files.xlsx_dates import shown
from ita.importing.files.xlsx_marks import read_marks
from ita.importing.files.xlsx_package import damaged, repack, too_large
from ita.watching import reached

# openpyxl tells of extensions that it does not write back; nothing is written back here.
warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\.")

# Excel's last row, four times: openpyxl makes up the rows that a file skips, however far it says that it goes on.
_MAX_PASSED = 4 * 1_048_576
# It makes up the cells that a row skips too, 16,383 of them for one in the last column. The largest workbook that is
# read has a tenth of this many.
_MAX_CELLS = 4_000_000
# Numbers beyond this many digits are written with an exponent; none of them is a score.
_LONGEST = 20
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
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
        return _Workbook(file, packed.data, packed.rows, has_formulas=packed.has_formulas).document()
    except InputError:
        raise
    except Exception as reason:
        # The file decides what openpyxl meets, and openpyxl raises whatever comes of it.
        raise damaged(file) from reason


class _Workbook:
    """Reads the sheets of one workbook that has been checked."""

    def __init__(self, file: str, data: bytes, rows: int, *, has_formulas: bool) -> None:
        self.file = file
        self.rows = 2 * rows if has_formulas else rows
        self.tally = Tally(KEEP_SCORES)
        self.passed = 0
        self.cells = 0
        self.issues: list[Issue] = []
        self.values = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        # Asked for values, openpyxl does not tell an empty cell from a formula that nobody has calculated.
        self.formulas = (
            load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False) if has_formulas else None
        )

    def document(self) -> GridDocument:
        sheets = self.values.worksheets
        if not sheets:
            raise damaged(self.file)
        grids: list[Grid] = []
        for number, sheet in enumerate(sheets, start=1):
            place = Place(self.file, number, sheet=sheet.title)
            self.tally.table(place)
            if sheet.sheet_state != "visible":
                self.issues.append(Issue("sheet-hidden", "notice", N_("A hidden sheet was not read."), {}, place))
                continue
            twin = self.formulas.worksheets[number - 1] if self.formulas else None
            grids.append(Grid(number, sheet.title, tuple(self._sheet(sheet, twin, place)), _marks(sheet)))
        self.values.close()
        if self.formulas:
            self.formulas.close()
        return GridDocument(self.file, tuple(grids), tuple(self.issues))

    def _sheet(self, sheet: Any, twin: Any, sheet_place: Place) -> Iterator[GridRow]:
        twins = self._rows(twin) if twin is not None else None
        for number, row in enumerate(self._rows(sheet), start=1):
            beside = next(twins, ()) if twins else ()
            held = max(_held(row), _held(beside))
            if not held:
                continue
            read = _row(row[:held], beside[:held], sheet_place, number)
            if read is None:
                continue
            place = Place(sheet_place.file, sheet_place.table, number, sheet=sheet_place.sheet)
            if number > MAX_ROWS:
                self._refuse_row(place)
            self.tally.row(place)
            self.tally.columns(len(read.cells), place)
            yield read

    def _refuse_row(self, place: Place) -> None:
        raise InputError(
            N_("The tables of the file have more than {limit} rows."),
            {"limit": MAX_ROWS},
            hint=KEEP_SCORES,
            place=place,
            rule="too-many-rows",
        )

    def _rows(self, sheet: Any) -> Iterator[tuple[Any, ...]]:
        # What the file says of its own extent makes openpyxl pad every row to it.
        sheet.reset_dimensions()
        for row in sheet.iter_rows():
            self.passed += 1
            reached(self.passed, self.rows)
            self.cells += len(row)
            if self.passed > _MAX_PASSED or self.cells > _MAX_CELLS:
                raise too_large(self.file)
            yield row


def _marks(sheet: Any) -> Marks:
    """Return what openpyxl does not tell of a sheet that it reads row by row."""
    with sheet._get_source() as source:
        return read_marks(source.read())


def _held(row: tuple[Any, ...]) -> int:
    """Return how many cells of a row there are up to the last one with a value."""
    return next((at for at in range(len(row), 0, -1) if row[at - 1].value is not None), 0)


def _row(row: tuple[Any, ...], beside: tuple[Any, ...], place: Place, number: int) -> GridRow | None:
    """Return a row without the empty cells at its end, None where nothing can be seen in it."""
    cells: list[GridCell] = []
    held = 0
    for at, cell in enumerate(row):
        text, kind = _content(cell)
        # A formula whose result is no text at all says so by its type.
        if not text and at < len(beside) and beside[at].data_type == "f" and cell.data_type != "str":
            text, kind = "=", "formula"
        if text:
            held = at + 1
        seen = shown(cell.value, cell.number_format) if isinstance(cell.value, (date, time)) else None
        cells.append(GridCell(text, kind, Place(place.file, place.table, number, at + 1, place.sheet), seen))
    return GridRow(number, tuple(cells[:held])) if held else None


def _content(cell: Any) -> tuple[str, Kind]:
    """Return the text of a cell as a person would type it, and how the file holds it."""
    value = cell.value
    if value is None:
        return "", "text"
    kind = _KINDS.get(cell.data_type, "text")
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), "boolean"
    if kind != "number" or not isinstance(value, (int, float)):
        return stripped(str(value)), kind
    if "%" in _NOT_SHOWN.sub("", cell.number_format):
        return f"{_number(value, hundreds=True)}%", "percent"
    return _number(value), kind


def _number(value: float, *, hundreds: bool = False) -> str:
    """Return a stored number in full, without an exponent and without a fraction of zero."""
    # repr gives the shortest decimal that is the same stored number; nothing is rounded.
    number = Decimal(repr(value))
    if not number.is_finite() or abs(number.adjusted()) > _LONGEST:
        return repr(value)
    number = number * 100 if hundreds else number
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
