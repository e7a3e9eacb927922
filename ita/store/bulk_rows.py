"""The rows of a bulk import in the database: read from a file by DuckDB itself, checked and stored as sets.

They wait in temporary tables of the cursor that imports them (``queries/bulk``) until everything is checked. A row's
id there tells its place in its file, so the order of a file is kept.
"""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import duckdb
from duckdb import ColumnExpression

from ita.progress import CancelledError, beat, is_watched
from ita.store import query_loader
from ita.store.engine import Cursor
from ita.store.write_scope import before_read, note

Part = Literal["questions", "scores", "totals"]
# What names a figure in each part, and the column of the figure.
COLUMNS: Mapping[Part, tuple[str, str]] = {
    "questions": ("code", "score"),
    "scores": ("indicator_no", "score"),
    "totals": ("level", "total"),
}
KEY = ("agency_id", "fiscal_year")
_FILE, _CELLS = "bulk_file", "cells"
# Settings while facts are stored, and those of every other time.
_STORING, _USUAL = ("any_order", "by_dictionary"), ("file_order", "any_compression")
_TABLES = ("questions", "scores", "totals", "doubts")
_TEXT = "VARCHAR"
# Seconds between two looks whether a statement is to go on.
_LOOK_EVERY = 0.25


@dataclass(frozen=True, slots=True)
class BulkFile:
    """A file of a bulk import: where it lies, what it is called and holds, and its columns in their order."""

    path: Path
    name: str
    part: Part
    columns: tuple[str, ...]
    is_parquet: bool

    @property
    def first_row(self) -> int:
        """The row that the first figure stands in; the header of a CSV file is row 1."""
        return 1 if self.is_parquet else 2

    def column_no(self, name: str) -> int | None:
        """Return where a column stands, from 1; a Parquet file has no order that a person would count."""
        return None if self.is_parquet else self.columns.index(name) + 1


@dataclass(slots=True)
class Staged:
    """The files whose rows wait, and the ids that their rows have."""

    files: list[tuple[BulkFile, int]] = field(default_factory=list)
    first_ids: dict[str, int] = field(default_factory=dict)

    def add(self, file: BulkFile, rows: int) -> None:
        """Note that so many rows of a file were read, behind those of the files before it."""
        self.files.append((file, rows))

    def begins(self) -> list[tuple[BulkFile, int]]:
        """Return each file with the id of its first row."""
        ids = dict(self.first_ids)
        found = []
        for file, rows in self.files:
            found.append((file, ids[file.part]))
            ids[file.part] += rows
        return found

    def place(self, part: str, row_id: int) -> tuple[BulkFile, int]:
        """Return the file and the row of it that the id of a row that waits stands for."""
        file, begin = next((f, b) for f, b in reversed(self.begins()) if f.part == part and b <= row_id)
        return file, row_id - begin + file.first_row


def parquet_columns(cursor: Cursor, path: Path) -> tuple[str, ...]:
    """Return the columns of a Parquet file.

    Raises
    ------
    duckdb.Error
        It cannot be read.
    """
    return tuple(cursor.read_parquet(str(path)).columns)


def make_tables(cursor: Cursor) -> None:
    """Make the empty tables that rows wait in; they go with the cursor."""
    _set(cursor, "file_order")
    for table in _TABLES:
        run(cursor, table)


def look_into(cursor: Cursor, file: BulkFile) -> None:
    """Let the statements that read cells (`stage_questions`, `faults`) read those of a file.

    Raises
    ------
    duckdb.Error
        It cannot be read.
    """
    item, figure = COLUMNS[file.part]
    if file.is_parquet:
        found = cursor.read_parquet(str(file.path))
    else:
        found = cursor.read_csv(
            str(file.path),
            columns=dict.fromkeys(file.columns, _TEXT),
            auto_detect=False,
            header=True,
            delimiter=",",
            quotechar='"',
            escapechar='"',
        )
    names = {**dict(zip(KEY, KEY, strict=True)), item: "item", figure: "figure"}
    texts = found.select(*(ColumnExpression(name).cast(_TEXT).alias(alias) for name, alias in names.items()))
    texts.query(_FILE, query_loader.queries("bulk")[_CELLS].text)


def run(cursor: Cursor, name: str, **params: object) -> list[dict[str, Any]]:
    """Run a statement of ``queries/bulk`` inside the caller's transaction and return its rows.

    Raises
    ------
    CancelledError
        Whoever watches called it off, or pressed Ctrl+C.
    """
    with _interruptible(cursor):
        done = cursor.execute(query_loader.queries("bulk")[name].text, params)
        headers = [column[0] for column in done.description or ()]
        return [dict(zip(headers, row, strict=True)) for row in done.fetchall()]


def store(cursor: Cursor, import_no: int, staged: Staged) -> None:
    """Store all rows that wait as facts of an import."""
    note(cursor, [{"import_no": import_no}])
    for setting in _STORING:
        _set(cursor, setting)
    try:
        for number, (file, begin) in enumerate(staged.begins(), start=1):
            place: dict[str, object] = {"source": file.name, "offset": file.first_row - begin}
            if file.part != "totals":
                place["column"] = file.column_no(COLUMNS[file.part][1])
            run(cursor, f"insert_{file.part}", import_no=import_no, file_no=number, **place)
    finally:
        for setting in _USUAL:
            _set(cursor, setting)


def _set(cursor: Cursor, name: str) -> None:
    """Run a setting of the whole database, also where a transaction that was ended takes no more statements."""
    with closing(cursor.cursor()) as apart:
        apart.execute(query_loader.queries("bulk")[name].text)


def refresh_results(cursor: Cursor) -> None:
    """Store what follows from the facts that were stored, before it is read."""
    with _interruptible(cursor):
        before_read(cursor)


@contextmanager
def _interruptible(cursor: Cursor) -> Iterator[None]:
    """Ask whoever watches, while a statement runs, whether it is to go on; end it where not.

    Raises
    ------
    CancelledError
        It was called off; DuckDB ends a statement at Ctrl+C with an error of Python's own.
    """
    over, called_off = threading.Event(), threading.Event()

    def look() -> None:
        while not over.wait(_LOOK_EVERY):
            try:
                beat()
            except CancelledError:
                called_off.set()
                cursor.interrupt()
                return

    watcher = threading.Thread(target=contextvars.copy_context().run, args=(look,), daemon=True)
    if is_watched():
        watcher.start()
    try:
        yield
    except (duckdb.InterruptException, RuntimeError) as reason:
        if called_off.is_set() or "interrupted" in str(reason).lower():
            raise CancelledError from None
        raise
    finally:
        over.set()
        if watcher.ident is not None:
            watcher.join()
