"""Make a backup: every table of one moment as one file of open formats, while others read and write on.

The file appears whole or not at all: it is written under another name beside, brought to the disk, and moved in place.
"""

from __future__ import annotations

import hashlib
import io
import os
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import duckdb
import pyarrow.parquet as pq

import ita
from ita.errors import N_, InputError, SourceLocation
from ita.progress import Cancelled, CancelledError, Progress, never, no_progress
from ita.store import query_loader, reads, results
from ita.store.archive import (
    ABOUT,
    DIGEST_LENGTH,
    FORMAT_VERSION,
    MANIFEST,
    MARK,
    SCHEMA,
    Manifest,
    Table,
    seal,
    table_file,
)
from ita.store.engine import Cursor, Engine, stored_version

# The lock counts the turns of one file's writers: it is no content, and each file keeps its own. Results follow from
# what is kept.
LOCK = "write_lock"
NOT_KEPT = frozenset({LOCK, results.STATE, *results.RESULTS})
# Ten thousand rows of long texts are some 50 MB in memory; larger parts gain nothing.
BATCH_ROWS = 10_000
_ABOUT_TEXT = """\
ไฟล์นี้คือสำเนาสำรองของแดชบอร์ด ITA  /  This file is a backup of the ITA dashboard.

manifest.json   เนื้อหา จำนวนแถว และ SHA-256 ของแต่ละไฟล์  /  what it holds, rows, and the SHA-256 of each file
schema.sql      โครงสร้างตาราง  /  how the tables are made
tables/         ตารางละหนึ่งไฟล์ (Apache Parquet)  /  one file a table (Apache Parquet)

กู้คืน  /  To restore:   python3 start.py ita restore FILE
"""
_MAKING = threading.Lock()
Rows = Callable[[Cursor, str], duckdb.DuckDBPyRelation]


def make_backup(
    engine: Engine, target: Path, *, progress: Progress = no_progress, cancelled: Cancelled = never
) -> Manifest:
    """Write a backup of this moment to a new file.

    Parameters
    ----------
    target
        The file; one that is there already is never overwritten.
    progress
        Told of rows done, rows in all, and the table.
    cancelled
        Asked between some thousand rows; where it says yes, nothing remains.

    Raises
    ------
    InputError
        The file is there already or cannot be written, or the backup was cancelled.
    StoreError
        The database is damaged.
    """
    with engine.cursor() as cursor:
        # One transaction sees one moment, whatever others commit meanwhile.
        cursor.begin()
        return write_backup(cursor, target, progress=progress, cancelled=cancelled)


def write_backup(
    cursor: Cursor, target: Path, *, progress: Progress = no_progress, cancelled: Cancelled = never
) -> Manifest:
    """Write a backup of what a transaction sees; see `make_backup`."""
    part = target.with_name(f".{target.name}.part")
    try:
        # Asking, too, fails for a name that is too long and in a folder that may not be read.
        if target.exists():
            raise InputError(
                N_("There is a file {file} already; it was left as it is."),
                {"file": str(target)},
                hint=N_("Choose another name for the backup."),
                location=SourceLocation(str(target)),
                rule="backup-exists",
            )
        # Two at once would write into one part.
        with _MAKING, _removed_after(part):
            part.parent.mkdir(parents=True, exist_ok=True)
            with part.open("w+b") as file:
                manifest = write_archive(cursor, file, progress=progress, cancelled=cancelled)
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
            sync_folder(target.parent)
    except OSError as reason:
        raise InputError(
            N_("The backup {file} cannot be written: {reason}. Nothing was changed."),
            {"file": str(target), "reason": reason.strerror or str(reason)},
            hint=N_("Check that the disk has room and that the folder may be written to."),
            location=SourceLocation(str(target)),
            rule="backup-unwritable",
        ) from None
    return manifest


@contextmanager
def _removed_after(part: Path) -> Iterator[None]:
    try:
        yield
    finally:
        # What could not be made cannot be removed either, and says why itself.
        with suppress(OSError):
            part.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Bring the names of a folder to the disk, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class _Counted(io.RawIOBase):
    """What is written through it, with its length and SHA-256."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__()
        self._file = file
        self.length = 0
        self.sha256 = hashlib.sha256()

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.length

    def write(self, data: Any) -> int:
        taken = bytes(data)
        self._file.write(taken)
        self.sha256.update(taken)
        self.length += len(taken)
        return len(taken)


def stored_tables(cursor: Cursor) -> dict[str, str]:
    """Return name to statement of every table that a backup keeps."""
    return {name: text for name, text in query_loader.write(cursor, "stored_tables") if name not in NOT_KEPT}


def columns_of(cursor: Cursor, table: str) -> tuple[tuple[str, str], ...]:
    """Return name and DuckDB type of each column of a table."""
    relation = cursor.table(table)
    return tuple((name, str(kind)) for name, kind in zip(relation.columns, relation.types, strict=True))


def row_count(cursor: Cursor, table: str) -> int:
    """Return the rows of a table."""
    return _count(cursor.table(table))


def _count(found: duckdb.DuckDBPyRelation) -> int:
    ((count,),) = found.aggregate("count(*)").fetchall()
    return int(count)


def every_row(cursor: Cursor, table: str) -> duckdb.DuckDBPyRelation:
    """Return all rows of a table."""
    return cursor.table(table)


def write_archive(
    cursor: Cursor,
    file: IO[bytes],
    rows: Rows = every_row,
    *,
    progress: Progress = no_progress,
    cancelled: Cancelled = never,
) -> Manifest:
    """Write what a transaction sees into an open file, as `ita.store.archive` reads it.

    Parameters
    ----------
    rows
        Gives the rows of each table that are wanted, with all of its columns; what a backup of a part holds is not
        counted in its manifest.
    """
    statements = stored_tables(cursor)
    total = sum(_count(rows(cursor, name)) for name in statements)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED, allowZip64=True) as packed:
        # Its name at the head of the file tells a backup that was cut off from a file of another kind.
        packed.writestr(zipfile.ZipInfo(ABOUT), _ABOUT_TEXT)
        tables: list[Table] = []
        for name in statements:
            done = sum(table.rows for table in tables)

            def on_progress(rows: int, done: int = done, name: str = name) -> None:
                if cancelled():
                    raise CancelledError
                progress(done + rows, total, name)

            tables.append(_write_table(rows(cursor, name), columns_of(cursor, name), packed, name, on_progress))
        # The views rest on the tables of results too.
        tables_and_views = [
            text
            for query in ("stored_tables", "stored_views")
            for name, text in query_loader.write(cursor, query)
            if name != LOCK
        ]
        packed.writestr(zipfile.ZipInfo(SCHEMA), "\n".join(tables_and_views) + "\n")
        created = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
        holds = _holds(cursor) if rows is every_row else None
        manifest = Manifest(FORMAT_VERSION, ita.__version__, stored_version(cursor), created, holds, tuple(tables))
        packed.writestr(zipfile.ZipInfo(MANIFEST), manifest.to_json())
        packed.comment = MARK + b"0" * DIGEST_LENGTH
    seal(file)
    return manifest


def _write_table(
    found: duckdb.DuckDBPyRelation,
    columns: tuple[tuple[str, str], ...],
    packed: zipfile.ZipFile,
    name: str,
    on_progress: Callable[[int], None],
) -> Table:
    rows = 0
    on_progress(0)
    with packed.open(zipfile.ZipInfo(table_file(name)), "w", force_zip64=True) as member:
        counted = _Counted(member)
        reader = found.to_arrow_reader(BATCH_ROWS)
        with pq.ParquetWriter(counted, reader.schema, compression="zstd") as writer:
            for batch in reader:
                writer.write_batch(batch)
                rows += batch.num_rows
                on_progress(rows)
    return Table(name, rows, columns, counted.length, counted.sha256.hexdigest())


def _holds(cursor: Cursor) -> dict[str, Any] | None:
    """Return what the database holds in a few figures; None where an older schema cannot say."""
    try:
        (found,) = reads.holdings(cursor)
    except (duckdb.CatalogException, duckdb.BinderException):
        return None
    return found._asdict()


def current_rows(engine: Engine) -> dict[str, int]:
    """Return the rows of every table that a backup would keep now."""
    with engine.cursor() as cursor:
        cursor.begin()
        return {name: row_count(cursor, name) for name in stored_tables(cursor)}
