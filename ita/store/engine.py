"""One engine owns the database file: a cursor per use, and one way to write.

DuckDB lets one process open a file. Inside it every use takes its own cursor, because a shared connection has
returned other rows than were asked for. Writers are served in the order in which they come: a lock in this process, and
for the day that the catalogue is shared, one lock row that every transaction updates first.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TypeVar

import duckdb

import ita
from ita.check_messages import TEXTS
from ita.errors import N_, InputError, StoreError
from ita.progress import WAITING, CancelledError, go_on, say
from ita.store import query_loader, results
from ita.store.error_mapping import cannot_open, cannot_use, damaged, gone, newer
from ita.store.fair_lock import FairLock
from ita.store.file_identity import identity_of, is_still
from ita.store.table_rows import drop_old_views
from ita.store.write_scope import EVERYTHING, Scope, noted

SCHEMA_VERSION = 6
# Conflicts are rare and short; a writer that loses this often in a row has met something else than a busy moment.
WRITE_ATTEMPTS = 5
# Seconds after which one who waits to write is told so.
PATIENCE = 2.0
# Seconds that a write has left to end when the program ends.
LAST_WRITE = 10.0
# Free bytes that a checkpoint wants beside some times the log that it writes into the file.
ROOM = 16 << 20
_SETTINGS = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
log = logging.getLogger("ita")
T = TypeVar("T")
Cursor = duckdb.DuckDBPyConnection
_SERIALS = count()


class Engine:
    """The open database. Use `open_engine` to get one; close it when the process ends."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path) -> None:
        self._connection = connection
        self._writing = FairLock()
        self._identity = identity_of(path)
        self._in_log_only = False
        # What went wrong first: from then on DuckDB says of every statement only that something did.
        self._first: str | None = None
        self.is_damaged = False
        self.path = path
        self.revision = 0
        # Tells this engine from any other of this process, also from one of the same file opened later.
        self.serial = next(_SERIALS)

    @contextmanager
    def cursor(self) -> Iterator[Cursor]:
        """Give one cursor for one use; it sees what is committed.

        Raises
        ------
        StoreError
            The file turns out to be damaged, or the disk is full, while the cursor is used.
        """
        cursor = self._connection.cursor()
        try:
            yield cursor
        except (duckdb.IOException, duckdb.FatalException) as reason:
            raise self._unusable(reason) from reason
        except duckdb.TransactionException as reason:
            # A commit that finds the disk full fails under the same name as one that met another writer.
            if _is_conflict(reason):
                raise
            raise self._unusable(reason) from reason
        finally:
            cursor.close()
            if self._in_log_only:
                self._to_file()

    def _unusable(self, reason: duckdb.Error) -> StoreError:
        """Return why the file cannot be used further; damage is kept in mind, and then nothing more is written."""
        said = str(reason)
        if self._first and "previous fatal error" in said:
            said = self._first
        error = cannot_use(self.path, said)
        self.is_damaged = self.is_damaged or error.rule == "store-damaged"
        if self.is_damaged or isinstance(reason, duckdb.FatalException):
            self._first = self._first or said
        return error

    def refuse_damaged(self) -> None:
        """Refuse to write where damage was met since the file was opened.

        Raises
        ------
        StoreError
            The file is damaged: what would be stored in it now could be lost with it.
        """
        if self.is_damaged:
            raise damaged(self.path, self._first or "-")

    @property
    def is_gone(self) -> bool:
        """Whether the file was removed or replaced since it was opened; those who read notice nothing."""
        return not is_still(self.path, self._identity)

    def refuse_gone(self) -> None:
        """Refuse to write into a file that its path does not name any more: what is stored would go with it.

        Raises
        ------
        StoreError
            The file was removed, or another one is in its place.
        """
        if self.is_gone:
            raise gone(self.path)

    def committed(self) -> None:
        """Note that the log holds what the file does not; it comes there when a cursor is closed next."""
        self._in_log_only = True

    def _to_file(self) -> None:
        """Bring what is committed from the log into the file, so that the file alone holds it.

        That cannot be while a transaction that began earlier is still open; whoever closes a cursor next tries again.
        """
        # Its log would lie beside another file, and be taken for that one's.
        if self.is_gone or not self._writing.acquire_now():
            return
        try:
            cursor = self._connection.cursor()
            try:
                if self._has_room():
                    cursor.checkpoint()
                self._in_log_only = False
            except duckdb.TransactionException as reason:
                log.debug("what is stored stays in the log for now: %s", reason)
            except duckdb.Error as reason:
                # It is committed all the same; the next use tells what is wrong.
                self._in_log_only = False
                self._unusable(reason)
            finally:
                cursor.close()
        finally:
            self._writing.release()

    def _has_room(self) -> bool:
        """Tell whether a checkpoint surely finds room: one that fails half-way ends all use of the open file."""
        log_file = self.path.with_name(f"{self.path.name}.wal")
        try:
            needed = ROOM + 4 * log_file.stat().st_size if log_file.exists() else 0
            return shutil.disk_usage(self.path.parent).free >= needed
        except OSError:
            return False

    def transact(self, work: Callable[[Cursor], T]) -> T:
        """Run `work` in one write transaction: all of it is stored, or nothing.

        The checks after it look at the imports and agencies that it wrote (`ita.store.write_scope`).

        Parameters
        ----------
        work
            Gets the cursor of the transaction; may run again from the start when another writer came first.

        Raises
        ------
        InputError
            A check of ``queries/checks`` found a row; nothing was stored.
        StoreError
            Another writer came first again and again, or the file is damaged, removed or replaced.
        CancelledError
            Whoever watches called it off while it waited for other writers.
        """
        for _ in range(WRITE_ATTEMPTS):
            with self.exclusive(), self.cursor() as cursor:
                self.refuse_damaged()
                self.refuse_gone()
                cursor.begin()
                try:
                    query_loader.write(cursor, query_loader.TURN)
                    with noted(cursor, results.refresh) as scope:
                        result = work(cursor)
                    refuse_broken(cursor, scope.touched())
                    # It may have gone meanwhile.
                    self.refuse_gone()
                    cursor.commit()
                    self.committed()
                    self.revision += 1
                    return result
                except duckdb.TransactionException as reason:
                    _roll_back(cursor)
                    if not _is_conflict(reason):
                        raise
                except BaseException:
                    _roll_back(cursor)
                    raise
        raise StoreError(
            N_("The database is busy: another writer came first {times} times. Nothing was changed."),
            {"times": WRITE_ATTEMPTS},
            hint=N_("Try again in a moment."),
            rule="store-busy",
        )

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Let no other thread of this process write meanwhile; those who wait are served in the order they came.

        Raises
        ------
        CancelledError
            Whoever watches called it off while it waited.
        """
        with self._writing.held(_report_waiting):
            yield

    def read_through(self) -> None:
        """Read every value of every table once, because DuckDB checks a block only when it reads it.

        Raises
        ------
        StoreError
            The file is damaged.
        """
        with self.cursor() as cursor:
            for name, _ in query_loader.write(cursor, "stored_tables"):
                # A hash needs the values themselves; a count is content with what the table says of itself.
                cursor.table(name).aggregate("bit_xor(hash(COLUMNS(*)))").fetchall()

    def close(self) -> None:
        """Close the file once a write that is under way has ended; another process may open it from then on.

        Into one that is damaged, removed or replaced nothing more is written.
        """
        with suppress(CancelledError), self._writing.held(_give_up):
            pass
        if self.is_damaged or self.is_gone:
            with suppress(duckdb.Error):
                self._connection.execute("PRAGMA disable_checkpoint_on_shutdown")
        self._connection.close()


def open_engine(path: Path, *, read_only: bool = False) -> Engine:
    """Open or create the database file, without creating its schema; `read_only` changes no byte of it.

    Raises
    ------
    StoreError
        Another process holds the file (with its PID where the system tells it), the file is no database of ours,
        it is damaged, or its schema is of a later version than this program knows.
    """
    if os.path.exists(path) and not os.path.isfile(path):  # noqa: PTH110, PTH113 - for those of Path a name may be too long
        # A pipe or a device would be waited for, or filled, without end.
        raise cannot_open(path, "not a plain file")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = duckdb.connect(str(path), read_only=read_only, config=dict(_SETTINGS))
    except (duckdb.Error, OSError, UnicodeError) as reason:
        raise cannot_open(path, str(reason)) from reason
    engine = Engine(connection, path)
    try:
        _refuse_other_schema(engine)
    except BaseException:
        engine.close()
        raise
    return engine


def create_schema(engine: Engine, *, tables_only: bool = False) -> None:
    """Create what is missing of the schema and bring every view up to date; idempotent.

    A file of an older schema is migrated in the same transaction: it has the old schema or the new one, never half.

    Parameters
    ----------
    tables_only
        Leave the views out, and with them the checks: for a database that is only a step on the way to another.

    Raises
    ------
    InputError
        A check of ``queries/checks`` found a row after a migration; the file is as it was.
    """
    with engine.exclusive(), engine.cursor() as cursor:
        engine.refuse_damaged()
        engine.refuse_gone()
        cursor.begin()
        try:
            found = stored_version(cursor)
            if found:
                for statement in migrations(found):
                    cursor.execute(statement.text)
            for statement in query_loader.queries("schema").values():
                if statement.makes_table or not tables_only:
                    cursor.execute(statement.text)
            if not tables_only:
                drop_old_views(cursor)
            query_loader.write(cursor, "insert_lock")
            now = datetime.now(UTC).replace(tzinfo=None)
            query_loader.write(
                cursor, "insert_schema_version", version=SCHEMA_VERSION, applied_at=now, app_version=ita.__version__
            )
            if not tables_only:
                results.rebuild_if_outdated(cursor)
            if found and found < SCHEMA_VERSION and not tables_only:
                refuse_broken(cursor)
            cursor.commit()
            engine.committed()
        except BaseException:
            _roll_back(cursor)
            raise


def migrations(found: int) -> list[query_loader.Query]:
    """Return the statements that bring a schema of a version to `SCHEMA_VERSION`, in their order.

    A file of ``queries/migrations`` is named ``NNN_K_what.sql``: the K-th statement of the way to version NNN.
    """
    return [query for name, query in query_loader.queries("migrations").items() if int(name.partition("_")[0]) > found]


def stored_version(cursor: Cursor) -> int:
    """Return the version of the schema that a file holds; 0 where it holds none of ours."""
    tables = {row[0] for row in query_loader.write(cursor, "stored_tables")}
    for table, query in (("schema_versions", "schema_versions"), ("schema_version", "schema_version_one")):
        if table in tables:
            # A table of that name that is not ours has other columns, or other things in them.
            with suppress(duckdb.BinderException):
                return max(
                    (version for (version,) in query_loader.write(cursor, query) if isinstance(version, int)), default=0
                )
    return 0


def _report_waiting(seconds: float) -> None:
    if seconds > PATIENCE:
        say(WAITING)
    go_on()


def _give_up(seconds: float) -> None:
    if seconds > LAST_WRITE:
        raise CancelledError


def _is_conflict(reason: duckdb.TransactionException) -> bool:
    return "conflict" in str(reason).lower()


def _roll_back(cursor: Cursor) -> None:
    """Roll back, also where a commit that failed has ended the transaction already."""
    with suppress(duckdb.Error):
        cursor.rollback()


def _refuse_other_schema(engine: Engine) -> None:
    with engine.cursor() as cursor:
        if not query_loader.write(cursor, "stored_tables"):
            return
        found = stored_version(cursor)
        if not found:
            raise StoreError(
                N_("The file {path} is a DuckDB database, but not one of this dashboard. It was left as it is."),
                {"path": str(engine.path)},
                hint=N_("Choose another file with --db."),
                rule="store-foreign",
            )
        if found > SCHEMA_VERSION:
            raise newer(engine.path)


def refuse_broken(cursor: Cursor, scope: Scope = EVERYTHING) -> None:
    """Refuse what a write would leave behind where a check of ``queries/checks`` finds an error in it."""
    broken = query_loader.broken_checks(cursor, scope=scope)
    if broken:
        check, row = broken[0]
        raise InputError(
            N_("A check of the database failed ({check}: {what}). Nothing was changed."),
            {"check": check.name, "what": ", ".join(f"{key} {value}" for key, value in row.items())},
            hint=TEXTS[check.name][1],
            rule=f"check-{check.name.replace('_', '-')}",
        )
