"""Sheets of a workbook or of CSV as the raw tables of a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ita.errors import Issue, SourceLocation
from ita.importing.files.grids import Grid, GridCell, GridDocument, GridRow
from ita.importing.files.hidden_cells import hidden_ones
from ita.importing.files.tables import Paragraph, RawCell, RawDocument, RawRow, RawTable
from ita.importing.report.columns import has_headers
from ita.importing.report.periods import shown_dates

# A title fills one cell, at most two; a row of the report's table many.
_MOST_IN_A_TITLE = 2


def as_tables(document: GridDocument) -> RawDocument:
    """Return sheets as raw tables.

    Parameters
    ----------
    document
        As `read_xlsx` or `read_csv` gives it.

    Returns
    -------
    RawDocument
        One table a sheet that has one, its number the sheet's, every row as wide as the widest; places are those of
        the sheet. What stands in one or two cells above the table, or in all of a sheet, becomes lines.
    """
    lines: list[str] = []
    tables: list[RawTable] = []
    issues: list[Issue] = []
    for grid in document.grids:
        is_marked = bool(grid.marks.hidden_rows or grid.marks.hidden_columns)
        whole = (_table(grid.number, grid.rows),) if tables or is_marked else ()
        is_report = has_headers(RawDocument("", (), whole))
        titles, rows = _parted(grid, goes_on=bool(tables) and not is_report)
        lines += [line for row in titles for cell in row.cells for line in cell.text.splitlines() if line.strip()]
        if not rows:
            continue
        tables.append(_table(grid.number, rows))
        if is_report:
            location = SourceLocation(document.file, grid.number, sheet=grid.title)
            held = {(row.number, at) for row in rows for at, cell in enumerate(row.cells, start=1) if cell.text}
            issues += hidden_ones(grid.marks, location, held)
    return RawDocument(document.file or "", tuple(lines), tuple(tables), (*document.issues, *issues))


def _parted(grid: Grid, *, goes_on: bool) -> tuple[tuple[GridRow, ...], tuple[GridRow, ...]]:
    """Return the rows of the title and those of the table; a title begins in the first column."""
    for at, row in enumerate(grid.rows):
        if goes_on and not row.cells[0].text:
            # A row under the indicator of the sheet before may have no more than its measure.
            return grid.rows[:at], grid.rows[at:]
        if _filled(row) > _MOST_IN_A_TITLE:
            # Of wide heads over the names of the columns there may be no more than two.
            above = 1 if at and _filled(grid.rows[at - 1]) > 1 and grid.rows[at - 1].number == row.number - 1 else 0
            return grid.rows[: at - above], grid.rows[at - above :]
    return grid.rows, ()


def _table(number: int, rows: Sequence[GridRow]) -> RawTable:
    width = max((len(row.cells) for row in rows), default=0)
    return RawTable(number, tuple(RawRow(tuple(_cells(row, width))) for row in rows))


def _filled(row: GridRow) -> int:
    return sum(1 for cell in row.cells if cell.text)


def _cells(row: GridRow, width: int) -> Iterator[RawCell]:
    yield from map(_cell, row.cells)
    last = row.cells[-1].location
    for column in range(len(row.cells) + 1, width + 1):
        yield RawCell((), replace(last, column=column))


def _cell(cell: GridCell) -> RawCell:
    # What a sheet shows as a day is stored as a moment.
    text = shown_dates(cell.text) if cell.kind == "date" else cell.text
    lines = (line.strip() for line in text.splitlines())
    return RawCell(tuple(Paragraph(line) for line in lines if line), cell.location)
