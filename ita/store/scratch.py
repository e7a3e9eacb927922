"""Previews and what-if in a database in memory: the same schema and SQL, one agency's facts, nothing to roll back to.

Nobody waits for a preview and no preview waits for anybody: the stored database is only read, once a change of it, and
what is written goes into a database of the preview's own. Loaded ones are kept for the next question about the same
agency, such as the next score that is typed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import duckdb
from duckdb import ColumnExpression, ConstantExpression, Expression

from ita.store import query_loader, reads, results
from ita.store.backup import stored_tables
from ita.store.engine import Cursor, Engine, refuse_broken
from ita.store.table_rows import clear_table
from ita.store.write_scope import noted

T = TypeVar("T")
Whose = str | None | Callable[[Cursor], str | None]

# In place of an agency: a change of the rules touches every agency.
EVERYONE = "*"
# Loaded databases that wait for the next question; each takes a few megabytes.
_KEPT = 4
# Small, whole, and looked through for the town that a title names.
_WHOLE = frozenset({"agencies"})
# What was presented once: no preview reads or changes it.
SNAPSHOTS = frozenset({"snapshots", "snapshot_figures"})
_OF_AGENCY, _OF_IMPORT, _IMPORTS = "agency_id", "import_no", "imports"


def empty_database() -> Cursor:
    """Return a database in memory with today's schema and no rows."""
    connection = duckdb.connect(":memory:", config={"threads": "1", "autoload_known_extensions": "false"})
    for statement in query_loader.queries("schema").values():
        connection.execute(statement.text)
    query_loader.write(connection, "insert_lock")
    return connection


class _Scratch:
    """A database in memory, and what it holds: of which database, at which revision, which agency."""

    def __init__(self) -> None:
        self.connection = empty_database()
        kept = (name for name in stored_tables(self.connection) if name not in SNAPSHOTS)
        self.tables = [*kept, *results.RESULTS]
        self.holds: tuple[int, int, str | None] | None = None
        self._filled: set[str] = set()

    def load(self, stored: Cursor, agency_id: str | None) -> None:
        """Take what is stored: the facts of an agency (or of all) and of the averages, and all that is of no agency."""
        self.holds = None
        averages = [str(row.agency_id) for row in reads.averages(stored)]
        whose = [*averages, *([agency_id] if agency_id else [])]
        known = is_one_of(_OF_AGENCY, whose) | ColumnExpression(_OF_AGENCY).isnull()
        if agency_id == EVERYONE:
            known = ConstantExpression(True)
        imports = stored.table(_IMPORTS)
        numbers = [number for (number,) in imports.filter(known).select(_OF_IMPORT).fetchall()]
        self.connection.begin()
        for name in self.tables:
            here = self.connection.table(name)
            columns = here.columns
            there = stored.table(name)
            if agency_id == EVERYONE or name in _WHOLE:
                pass
            elif _OF_AGENCY in columns:
                there = there.filter(known)
            elif _OF_IMPORT in columns:
                there = there.filter(is_one_of(_OF_IMPORT, numbers))
            rows = there.select(*(ColumnExpression(column) for column in columns)).to_arrow_table()
            if name in self._filled:
                clear_table(self.connection, name)
            if rows.num_rows:
                self.connection.from_arrow(rows).insert_into(name)
                self._filled.add(name)
        self._number_on(imports, numbers)
        self.connection.commit()

    def _number_on(self, imports: duckdb.DuckDBPyRelation, numbers: Sequence[int]) -> None:
        """Let the next import get the number that it would get: that of another agency's last one stands for itself."""
        last = imports.max(_OF_IMPORT).fetchone()
        if not last or last[0] is None or last[0] in numbers:
            return
        nothing = {_OF_AGENCY: ConstantExpression(None).cast("VARCHAR"), "kind": ConstantExpression("published")}
        row = imports.filter(ColumnExpression(_OF_IMPORT) == ConstantExpression(last[0])).select(
            *(nothing.get(name, ColumnExpression(name)).alias(name) for name in self.connection.table(_IMPORTS).columns)
        )
        self.connection.from_arrow(row.to_arrow_table()).insert_into(_IMPORTS)
        self._filled.add(_IMPORTS)


def is_one_of(column: str, values: Sequence[str | int]) -> Expression:
    """Return what tells whether a column holds one of some values; none is one of no values."""
    return ColumnExpression(column).isin(*(ConstantExpression(value) for value in (*values, None)))


_lock = threading.Lock()
_idle: list[_Scratch] = []


def preview(engine: Engine, whose: Whose, work: Callable[[Cursor], T], *, checked: bool = True) -> T:
    """Run `work`, which stores something, where nothing is stored, and return what it gives.

    Parameters
    ----------
    whose
        The agency whose facts the work reads and changes, or a function that tells it from the stored database; None
        where it is none that is stored, `EVERYONE` where it is all of them.
    work
        Gets a cursor of a database in memory that holds these facts, the averages and everything that is of no
        agency. What it writes there is gone afterwards.
    checked
        Whether the checks of every write are run too, so that what would be refused is refused.

    Raises
    ------
    InputError
        As `work` raises it, or a check of ``queries/checks`` found a row.
    StoreError
        The stored database is damaged.
    """
    engine.refuse_damaged()
    if callable(whose):
        with engine.cursor() as stored:
            agency_id = whose(stored)
    else:
        agency_id = whose
    with _loaded(engine, agency_id) as cursor:
        with noted(cursor, results.refresh) as scope:
            result = work(cursor)
        if checked:
            refuse_broken(cursor, scope.touched())
        return result


@contextmanager
def _loaded(engine: Engine, agency_id: str | None) -> Iterator[Cursor]:
    """Give a cursor of a database of nobody else's that holds what is stored now."""
    # Read before the rows: what is stored meanwhile is then loaded once more, never missed.
    holds = (engine.serial, engine.revision, agency_id)
    scratch = _taken(holds)
    if scratch.holds != holds:
        with engine.cursor() as stored:
            # One view of all tables, whoever stores something between two of them.
            stored.begin()
            scratch.load(stored, agency_id)
            stored.rollback()
        scratch.holds = holds
    cursor = scratch.connection.cursor()
    cursor.begin()
    try:
        yield cursor
    finally:
        # Empties it of what was written, for the next question about the same facts.
        cursor.rollback()
        cursor.close()
        _given_back(scratch)


def _taken(holds: tuple[int, int, str | None]) -> _Scratch:
    """Return a database that holds just this, else one to be loaded anew."""
    with _lock:
        fitting = next((each for each in _idle if each.holds == holds), None)
        if fitting is None and len(_idle) >= _KEPT:
            fitting = _idle[0]
        if fitting is not None:
            _idle.remove(fitting)
            return fitting
    return _Scratch()


def _given_back(scratch: _Scratch) -> None:
    with _lock:
        if len(_idle) < _KEPT:
            _idle.append(scratch)
            return
    scratch.connection.close()
