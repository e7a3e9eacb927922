"""What the readers of spreadsheets return: sheets of cells, each with its place and how the file holds it.

A reader knows a file format and nothing of ITA. What a cell means is left to `ita.importing.scores.read`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ita.errors import Issue, SourceLocation

# "percent" and "date" are numbers that the sheet shows as something else; "formula" is one without a stored value;
# "disguised" is a number whose format shows another one, which is then its text.
Kind = Literal["text", "number", "percent", "date", "boolean", "error", "formula", "disguised"]


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell: its text as a person would type it, empty where it holds nothing, and how the file holds it.

    `shown` is what the sheet shows where that is something else: 95 of 94.6 in whole numbers, a date by its format.
    """

    text: str
    kind: Kind
    location: SourceLocation
    shown: str | None = None

    @property
    def seen(self) -> str:
        """What a person sees in the sheet; messages quote this."""
        return self.text if self.shown is None else self.shown


@dataclass(frozen=True, slots=True)
class GridRow:
    """The cells of a row from the first column to the last that holds something.

    `width` is how many cells were written in a row of text, empty ones at its end included; None in a workbook, where
    a cell cannot slide.
    """

    number: int
    cells: tuple[GridCell, ...]
    width: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A range of cells, counted from 1, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def covers(self, row: int, column: int) -> bool:
        """Tell whether a cell lies in it."""
        return self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column

    @property
    def name(self) -> str:
        """The range as a spreadsheet names it, such as ``B7:D7``."""
        first, last = (
            SourceLocation(row=self.first_row, column=self.first_column),
            SourceLocation(row=self.last_row, column=self.last_column),
        )
        return str(first.cell) if first == last else f"{first.cell}:{last.cell}"


@dataclass(frozen=True, slots=True)
class Marks:
    """Which cells of a sheet are merged, and which of its rows and columns are hidden."""

    merged: tuple[Block, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet, or the one table of a text file, without its empty rows. `title` is None for text."""

    number: int
    title: str | None
    rows: tuple[GridRow, ...]
    marks: Marks = field(default=Marks())


@dataclass(frozen=True, slots=True)
class GridDocument:
    """A file read as sheets, with what the reader has to say about it."""

    file: str | None
    grids: tuple[Grid, ...]
    issues: tuple[Issue, ...] = field(default=())
