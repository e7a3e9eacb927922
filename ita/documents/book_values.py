"""A sheet of a data book."""

from __future__ import annotations

from dataclasses import dataclass

from ita.tables.table import Table


@dataclass(frozen=True, slots=True)
class BookSheet:
    """A sheet: its key in Latin letters, the message ids of its name and of what a row of it is, and its table."""

    key: str
    name: str
    about: str
    table: Table


def column_of(of: Table, header: str) -> int:
    """Return where a table has the first column with a header (a message id); -1 where it has none."""
    return next((at for at, column in enumerate(of.columns) if column.header == header), -1)
