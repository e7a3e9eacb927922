"""What a person decides about a file before it is read: options of the command line, or the mapping step on screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["result", "targets", "average"]


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What each column of a table is taken for, by a person."""

    columns: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """Everything that a person decides about a file; what is not decided is left to the reader or asked."""

    fiscal_year: int | None = None
    sheet: str | None = None
    columns: tuple[str, ...] = ()
    as_role: Role | None = None
    agency_id: str | None = None
    accept: frozenset[str] = frozenset()
    confirmed: frozenset[int] = frozenset()
    mapping: ColumnMapping | None = None


NO_CHOICES = ImportChoices()
