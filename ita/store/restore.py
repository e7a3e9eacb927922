"""Bring a backup back: all of it in one transaction after the same checks as any import, or nothing.

What stood before is written to a backup of its own first, and a damaged file is moved aside: nothing is ever deleted.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from ita.errors import N_, InputError, StoreError
from ita.progress import Cancelled, CancelledError, Progress, never, no_progress, watched
from ita.store.archive import Archive, Manifest, damaged, open_archive
from ita.store.backup import (
    BATCH_ROWS,
    columns_of,
    row_count,
    stored_tables,
    sync_folder,
    write_backup,
)
from ita.store.engine import (
    SCHEMA_VERSION,
    Cursor,
    Engine,
    create_schema,
    open_engine,
    stored_version,
)
from ita.store.error_mapping import DAMAGE, cannot_write
from ita.store.schema_tables import lacking
from ita.store.table_rows import clear_table

Names = Callable[[Cursor], Path]


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did.

    `safety` is the backup of what stood before, `aside` the damaged file that was moved away; either may be None.
    """

    manifest: Manifest
    safety: Path | None = None
    aside: Path | None = None


def restore(
    engine: Engine,
    archive: Archive,
    safety_name: Names | None,
    *,
    progress: Progress = no_progress,
    cancelled: Cancelled = never,
) -> Restored:
    """Replace everything that is stored by what a backup holds.

    Parameters
    ----------
    safety_name
        Gives the name of a new file for the backup of what stands; None keeps none, for a database that is new.
    progress
        Told of rows done, rows in all, and the table.
    cancelled
        Asked between some thousand rows; where it says yes, everything is as it was.

    Raises
    ------
    InputError
        The backup cannot be restored (a table that is not known, a check that fails), or it was cancelled; everything
        is as it was.
    StoreError
        The database cannot be read or written.
    """
    # While it waits for other writers, too, it can be cancelled and says so.
    with _errors_mapped(engine.path), watched(progress, cancelled):
        return _restore(engine, archive, safety_name, progress, cancelled)


@contextmanager
def _errors_mapped(path: Path) -> Iterator[None]:
    """Say in words what the system refuses: a folder that may not be written to, a name that is too long."""
    try:
        yield
    except OSError as reason:
        raise cannot_write(path, f"{reason.filename or path}: {reason.strerror or reason}") from None


def _restore(
    engine: Engine, archive: Archive, safety_name: Names | None, progress: Progress, cancelled: Cancelled
) -> Restored:
    create_schema(engine)
    saved: list[Path] = []

    def work(cursor: Cursor) -> Path | None:
        _forget(saved)
        if safety_name:
            saved.append(safety_name(cursor))
            write_backup(cursor, saved[-1], cancelled=cancelled)
        _fill(cursor, current, progress, cancelled)
        return saved[-1] if saved else None

    with current_archive(archive, engine.path) as current:
        try:
            safety = engine.transact(work)
        except BaseException:
            # Nothing was changed, so there is nothing to keep.
            _forget(saved)
            raise
    return Restored(archive.manifest, safety)


def _forget(saved: list[Path]) -> None:
    while saved:
        saved.pop().unlink(missing_ok=True)


def _fill(cursor: Cursor, archive: Archive, progress: Progress, cancelled: Cancelled) -> None:
    """Empty every table and fill it from a backup of this schema, which holds every table, also the empty ones."""
    kept = stored_tables(cursor)
    for table in archive.manifest.tables:
        if table.name not in kept or dict(table.columns) != dict(columns_of(cursor, table.name)):
            raise InputError(
                N_("The backup {file} holds a table that this version does not know: {table}. Nothing was changed."),
                {"file": archive.path.name, "table": table.name},
                hint=N_("Install the version that made it, or a newer one."),
                rule="backup-tables",
            )
    if kept.keys() - {table.name for table in archive.manifest.tables}:
        raise damaged(archive.path)
    for name in kept:
        clear_table(cursor, name)
    append_archive(cursor, archive, progress, cancelled)
    if stored_version(cursor) != SCHEMA_VERSION:
        # The next start would take the file for another program's, or migrate what is migrated already.
        raise damaged(archive.path)


def append_archive(
    cursor: Cursor, archive: Archive, progress: Progress = no_progress, cancelled: Cancelled = never
) -> None:
    """Append the rows of every table of a backup to the tables of these names."""
    done = 0
    for table in archive.manifest.tables:
        order = [name for name, _ in columns_of(cursor, table.name)]
        before = row_count(cursor, table.name)
        with archive.table(table.name) as found:
            if cancelled():
                raise CancelledError
            progress(done, archive.manifest.rows, table.name)
            taken = cursor.table(table.name).limit(0).to_arrow_table().schema
            if any(found.schema_arrow.field(name).type != taken.field(name).type for name in order):
                raise damaged(archive.path)

            def on_progress(rows: int, done: int = done, name: str = table.name) -> None:
                if cancelled():
                    raise CancelledError
                progress(done + rows, archive.manifest.rows, name)

            _append(cursor, archive, table.name, found, order, on_progress)
            done += table.rows
        if row_count(cursor, table.name) != before + table.rows:
            raise StoreError(
                N_("The table {table} did not take all rows of the backup. Nothing was changed."),
                {"table": table.name},
                rule="store-rows",
            )


def _append(
    cursor: Cursor,
    archive: Archive,
    table: str,
    found: pq.ParquetFile,
    order: list[str],
    on_progress: Callable[[int], None],
) -> None:
    """Append all rows of a table in one statement: in many, the transaction would hold them all in memory."""
    stopped: list[BaseException] = []

    def batches() -> Iterator[pa.RecordBatch]:
        rows = 0
        try:
            for batch in found.iter_batches(BATCH_ROWS, columns=order):
                rows += batch.num_rows
                yield batch.select(order)
                on_progress(rows)
        except BaseException as reason:
            # What reads these batches passes on only the words of an error.
            stopped.append(reason)
            raise

    schema = pa.schema([found.schema_arrow.field(name) for name in order])
    try:
        cursor.from_arrow(pa.RecordBatchReader.from_batches(schema, batches())).insert_into(table)
    except duckdb.Error as reason:
        if stopped:
            raise stopped[0] from None
        if isinstance(reason, (duckdb.ConversionException, duckdb.InvalidInputException)):
            # Text that is no text, for one: our own files hold none, whatever their digests say.
            raise damaged(archive.path) from None
        raise


@contextmanager
def current_archive(archive: Archive, database: Path) -> Iterator[Archive]:
    """Give a backup in today's schema: an older one is brought there in a database of its own, beside a file."""
    if archive.manifest.schema_version == SCHEMA_VERSION:
        yield archive
        return
    aside = database.with_name(f".{database.name}.upgrade")
    # Of a restore that was killed; whoever has the database open is alone here.
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    try:
        yield _upgraded(archive, aside)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _upgraded(archive: Archive, folder: Path) -> Archive:
    """Return a backup of an older schema as one of today's, made in a folder: what came later is empty in it."""
    if lacking(archive.manifest.schema_version, frozenset(table.name for table in archive.manifest.tables)):
        raise damaged(archive.path)
    with closing(open_engine(folder / "stage.duckdb")) as stage:
        with stage.cursor() as cursor:
            cursor.begin()
            for table in archive.manifest.tables:
                with archive.table(table.name) as found:
                    cursor.from_arrow(found.schema_arrow.empty_table()).create(table.name)
            append_archive(cursor, archive)
            cursor.commit()
        try:
            create_schema(stage, tables_only=True)
        except (duckdb.CatalogException, duckdb.BinderException):
            # Its tables are not those of the version that it names.
            raise damaged(archive.path) from None
        with stage.cursor() as cursor:
            cursor.begin()
            write_backup(cursor, folder / archive.path.name)
    return open_archive(folder / archive.path.name)


def restore_file(
    path: Path,
    file: Path,
    safety_name: Names,
    *,
    progress: Progress = no_progress,
    cancelled: Cancelled = never,
) -> Restored:
    """Restore a backup into a database file that no process has open: one that stands, is damaged, or is not there.

    Raises
    ------
    InputError
        The backup is refused; nothing was changed.
    StoreError
        The database is in use, is none of ours, or is of a newer version; nothing was changed.
    """
    archive = open_archive(file)
    with _errors_mapped(path):
        if path.exists() and _is_sound(path):
            with closing(open_engine(path)) as engine:
                return restore(engine, archive, safety_name, progress=progress, cancelled=cancelled)
        return _restore_anew(path, archive, progress, cancelled)


def _is_sound(path: Path) -> bool:
    """Tell whether every stored row can be read; a damaged file is looked at without a byte of it being changed."""
    try:
        with closing(open_engine(path, read_only=True)) as engine:
            engine.read_through()
    except StoreError as reason:
        if reason.rule not in DAMAGE or not path.is_file():
            raise
        return False
    return True


def _restore_anew(path: Path, archive: Archive, progress: Progress, cancelled: Cancelled) -> Restored:
    """Make a new database file of a backup and put it in place; what is there is moved aside."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.restoring")
    _drop(beside)
    try:
        with closing(open_engine(beside)) as engine:
            restore(engine, archive, None, progress=progress, cancelled=cancelled)
        aside = _move_aside(path) if path.exists() or _log(path).exists() else None
        beside.replace(path)
        sync_folder(path.parent)
    finally:
        _drop(beside)
    return Restored(archive.manifest, None, aside)


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}.wal")


def _drop(path: Path) -> None:
    path.unlink(missing_ok=True)
    _log(path).unlink(missing_ok=True)


def _move_aside(path: Path) -> Path:
    """Move a damaged file and its log to another name, under which they stay; return it.

    DuckDB takes any log that lies beside a file for its own, and puts the rows of one database into another. So the
    log goes before the new file comes, and meanwhile what lies there opens for nobody: whoever is stopped between
    the two steps is told so, with the backup, and restores again.
    """
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists() or _log(aside).exists():
        number += 1
    for old, new in ((path, aside), (_log(path), _log(aside))):
        if old.exists():
            _second_name(old, new)
    nothing = path.with_name(f".{path.name}.nothing")
    nothing.write_bytes(b"A restore was stopped here. Run it again.\n")
    nothing.replace(path)
    _log(path).unlink(missing_ok=True)
    return aside


def _second_name(path: Path, other: Path) -> None:
    with suppress(OSError):
        os.link(path, other)
        return
    shutil.copy2(path, other)
