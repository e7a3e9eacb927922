"""What a write transaction touched: the imports and agencies of the rows that it wrote.

The checks after a write look there and nowhere else; `EVERYTHING` is for a check of the whole database, with the same
SQL. Whatever names neither an import nor an agency (reference data, a restore, statements of another kind) touches
everything, so that nothing can be written past the checks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

# Beyond any import that there can be; a whole number of 64 bits.
LAST_OF_ALL = 2**62


@dataclass(slots=True)
class Scope:
    """The imports and agencies that were written, or everything."""

    imports: set[int] = field(default_factory=set)
    agencies: set[str] = field(default_factory=set)
    everything: bool = False
    # Whether something was written since the results were last stored.
    is_stale: bool = False

    def params(self) -> dict[str, Any]:
        """Return the parameters that a check of ``queries/checks`` may take.

        `first_import` and `last_import` are the span in which the imports lie: new ones follow each other, so that a
        span is as good as a list, and the database passes over all that was stored before. `agencies` is null for all.
        """
        if self.everything:
            return {"first_import": -LAST_OF_ALL, "last_import": LAST_OF_ALL, "agencies": None}
        return {**self.span(), "agencies": sorted(self.agencies)}

    def span(self) -> dict[str, int]:
        """Return the first and the last import that were written; the first after the last where there was none."""
        return {"first_import": min(self.imports, default=1), "last_import": max(self.imports, default=0)}

    def add(self, row: Mapping[str, Any], *, is_aside: bool = False) -> None:
        """Note a row, or the parameters of a statement, that are written; no result rests on what is aside."""
        self.is_stale = self.is_stale or not is_aside
        import_no, agency_id = row.get("import_no"), row.get("agency_id")
        if isinstance(import_no, int):
            self.imports.add(import_no)
        if isinstance(agency_id, str):
            self.agencies.add(agency_id)
        if import_no is None and agency_id is None:
            self.everything = True

    def touched(self) -> Scope:
        """Return what is to be checked: where nothing was noted, it was written past the statements of ``queries/``."""
        return self if self.imports or self.agencies else EVERYTHING


EVERYTHING = Scope(everything=True)
Refresh = Callable[[Any, Scope], None]
_NOTED: dict[int, tuple[Scope, Refresh]] = {}


@contextmanager
def noted(cursor: object, refresh: Refresh) -> Iterator[Scope]:
    """Note what is written through a cursor meanwhile; `refresh` stores what follows from it, before it is read."""
    scope = Scope()
    _NOTED[id(cursor)] = scope, refresh
    try:
        yield scope
        before_read(cursor)
    finally:
        del _NOTED[id(cursor)]


def before_read(cursor: object) -> None:
    """Let what was written through a cursor be seen by what is read through it next."""
    scope, refresh = _NOTED.get(id(cursor), (None, None))
    if scope is not None and refresh is not None and scope.is_stale:
        scope.is_stale = False
        refresh(cursor, scope)


def note(cursor: object, rows: Sequence[Mapping[str, Any]], *, is_aside: bool = False) -> None:
    """Note rows that a statement writes, into a table aside or not; nothing where nobody takes note of the cursor."""
    scope, _ = _NOTED.get(id(cursor), (None, None))
    if scope is not None:
        for row in rows:
            scope.add(row, is_aside=is_aside)
