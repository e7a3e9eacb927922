"""Read a table saved as text: comma, semicolon or tab between the cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from ita.errors import N_, InputError, Issue, SourceLocation
from ita.importing.files.bidirectional import turned
from ita.importing.files.grids import Grid, GridCell, GridDocument, GridRow
from ita.importing.files.limits import (
    MAX_COLUMNS,
    STORE_TARGETS,
    Tally,
    is_zip,
    refuse_empty,
    refuse_lines,
    refuse_size,
    refuse_web_table,
    stripped,
)
from ita.importing.files.read_text import decode
from ita.progress import reached

# In this order: a comma may stand in a name or for a decimal point, a tab in neither.
_DELIMITERS = ("\t", ";", ",")
_LOOKED_AT = 20_000
# Quoted text may hold some too; a line of more is no row of any table.
_MOST_DELIMITERS = 20_000
# Stands in no text; as a row of its own it tells that the last cell before it has ended.
_END = "\x1a"
_QUOTED = re.compile('"[^"]*"')
# Excel's own way of naming the delimiter, in a first line that is no row.
_NAMED = re.compile(r"sep=([,;\t])\r?\n?", re.IGNORECASE)
_OTHER_FORMATS = (b"%PDF-", b"{\\rtf", b"\xd0\xcf\x11\xe0")

_CHOOSE_TABLE = N_("Choose the filled template (.xlsx), or save the sheet as CSV in UTF-8 and import that file.")


def read_csv(data: bytes, file: str) -> GridDocument:
    """Read a table of text.

    Parameters
    ----------
    data
        The whole file, encoded as `ita.importing.files.read_text.decode` accepts, with or without a byte order mark.
    file
        Its name, for the places.

    Returns
    -------
    GridDocument
        One grid; may be without rows. Rows and columns count from 1, empty rows included.

    Raises
    ------
    InputError
        The rules of `refuse_empty`; ``too-large``, ``not-csv``, ``csv-damaged``, and the rules of `decode` and of
        `Tally`.
    """
    location = SourceLocation(file)
    refuse_empty(data, file)
    refuse_size(len(data), file)
    refuse_web_table(data, file)
    if is_zip(data) or data.startswith(_OTHER_FORMATS):
        raise InputError(
            N_("The file is not a table saved as text (CSV)."), hint=_CHOOSE_TABLE, location=location, rule="not-csv"
        )
    grid = text_grid(decode(data, file), location)
    issues = (issue for row in grid.rows for cell in row.cells for issue in turned(cell.text, cell.location))
    return GridDocument(file, (grid,), tuple(issues))


def text_grid(text: str, location: SourceLocation) -> Grid:
    """Return text as one grid.

    Parameters
    ----------
    location
        Of the whole; cells add their row and column to it.

    Raises
    ------
    InputError
        ``csv-damaged`` for a cell without end, and the rules of `Tally`.
    """
    refuse_lines(text, location, STORE_TARGETS)
    named = _NAMED.match(text)
    skipped = 1 if named else 0
    text = text[named.end() :] if named else text
    delimiter = named[1] if named else _delimiter(text)
    tally = Tally(STORE_TARGETS)
    rows: list[GridRow] = []
    last = text.count("\n") + 1 + skipped
    try:
        for number, written in enumerate(_rows(text, delimiter), start=1 + skipped):
            reached(number, last)
            row = _row(number, written, location, tally) if any(written) else None
            if row is not None:
                rows.append(row)
    except csv.Error:
        raise InputError.of(Issue("csv-damaged", location=location), hint=_CHOOSE_TABLE) from None
    return Grid(1, None, tuple(rows))


def _row(number: int, written: list[str], location: SourceLocation, tally: Tally) -> GridRow | None:
    """Return a row without the empty cells at its end, None where nothing stands in it."""
    held = len(written)
    while held and not stripped(written[held - 1]):
        held -= 1
    if not held:
        return None
    here = SourceLocation(location.file, row=number)
    tally.row(here)
    tally.columns(held, here)
    cells = []
    for at, text in enumerate(map(stripped, written[:held]), start=1):
        cell = SourceLocation(location.file, None, number, at)
        tally.text(len(text), cell)
        cells.append(GridCell(text, "text", cell))
    return GridRow(number, tuple(cells), len(written))


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    """Give the rows; raises csv.Error also where the last cell never ends: it would swallow all rows behind it."""
    for row in csv.reader(_lines(f"{text}\n{_END}", delimiter), delimiter=delimiter):
        if row == [_END]:
            return
        yield row
    raise csv.Error


def _lines(text: str, delimiter: str) -> Iterator[str]:
    """Give the lines; one of far more cells than a row may have is refused before they are made."""
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if len(line) > _MOST_DELIMITERS and line.count(delimiter) > _MOST_DELIMITERS:
            Tally(STORE_TARGETS).columns(MAX_COLUMNS + 1, SourceLocation(row=number))
        yield line


def _delimiter(text: str) -> str:
    """Return what stands between the cells: the first of the three that parts most of the rows, quoted text aside."""
    bare = _QUOTED.sub("", text[:_LOOKED_AT])
    rows = [line for line in bare.splitlines() if line.strip()]
    for delimiter in _DELIMITERS:
        if sum(1 for row in rows if delimiter in row) * 2 > len(rows):
            return delimiter
    return ","
