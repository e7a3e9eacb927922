"""Files of scores in the layouts that people keep, built in memory: figures are made up."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from openpyxl import Workbook

from ita.frameworks import Frameworks

A = ("93.11", "84.62", "91.73", "82.44", "88.95", "90.31", "87.26", "85.08", "96.43", "75.00")
B = ("95.02", "86.17", "92.40", "85.91", "90.28", "92.66", "89.13", "88.50", "100.00", "87.50")
TARGETS = ("95",) * 10
RESULT_2567 = "ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2567"
Rows = list[list[str | None]]


class Tables:
    """Rows of tables with the names of the ten indicators."""

    def __init__(self, frameworks: Frameworks) -> None:
        self.names = [indicator.name_th for indicator in frameworks.indicators]
        self.numbered = [f"{number} {name}" for number, name in enumerate(self.names, start=1)]

    def long(self, header: Sequence[str], *columns: Sequence[str], title: str | None = None) -> Rows:
        """Return a row an indicator, with columns of figures."""
        rows: Rows = [[title]] if title else []
        rows.append(list(header))
        for at, name in enumerate(self.names):
            rows.append([f"{at + 1}. {name}", *(column[at] for column in columns)])
        return rows

    def wide(self, *rows: Sequence[str], before: Sequence[str] = ("ปีงบประมาณ",), title: str | None = None) -> Rows:
        """Return a column an indicator, with rows of figures."""
        found: Rows = [[title]] if title else []
        figures: Rows = [[*row] for row in rows]
        return [*found, [*before, *self.numbered], *figures]

    def lines(self, figures: Sequence[str], form: str = "{name} {score}") -> str:
        """Return a line an indicator."""
        return "\n".join(form.format(number=at + 1, name=name, score=figures[at]) for at, name in enumerate(self.names))


def csv_of(rows: Rows) -> bytes:
    """Return rows as CSV, each with the cells that it has."""
    return "\n".join(",".join(cell or "" for cell in row) for row in rows).encode()


def workbook_of(sheets: Mapping[str, Rows], merged: Sequence[str] = ()) -> bytes:
    """Return sheets as a workbook: what looks like a number is one."""
    book = Workbook()
    del book["Sheet"]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([float(cell) if cell and cell.replace(".", "", 1).isdigit() else cell for cell in row])
        for cells in merged:
            sheet.merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
