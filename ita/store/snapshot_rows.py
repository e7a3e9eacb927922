"""What a snapshot keeps: the rows that the papers of one agency read, as an archive of the kind that a backup is.

So one that was made by an earlier schema is opened by the same migrations that restore an earlier backup. Of a nation
of thousands of agencies it holds one, and the averages that it is compared with.
"""

from __future__ import annotations

import hashlib
import io
import tempfile
import threading
import zlib
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
from duckdb import ColumnExpression, ConstantExpression

from ita.errors import N_, InputError, StoreError
from ita.store import query_loader, reads, results
from ita.store.archive import open_archive
from ita.store.backup import write_archive
from ita.store.engine import Cursor
from ita.store.restore import append_archive, current_archive
from ita.store.scratch import SNAPSHOTS, empty_database, is_one_of

# What a file said word for word, and how its columns were read: no paper shows either.
_NOT_SHOWN = frozenset({"import_mappings", "raw_cells"})
# Of imports of one agency only: those of a whole nation have an issue of every agency.
_OF_ONE_AGENCY = frozenset({"import_issues"})
# Some hundred times what a large agency has: beyond that it is no snapshot of ours.
MAX_UNPACKED = 256 << 20
# Opened ones that wait for the next question, such as the next step of a presentation.
_KEPT = 2


@dataclass(frozen=True, slots=True)
class Packed:
    """The rows of a snapshot: packed, with their number, their SHA-256 and the version of their tables."""

    content: bytes
    sha256: str
    rows: int
    schema_version: int


def pack(cursor: Cursor, agency_id: str) -> Packed:
    """Return the rows that the papers of an agency read, as a transaction sees them."""
    whose = [agency_id, *(str(row.agency_id) for row in reads.averages(cursor))]
    known = is_one_of("agency_id", whose)
    imports = cursor.table("imports")
    of_all = ColumnExpression("agency_id").isnull()
    numbers, own = (
        [number for (number,) in imports.filter(rows).select("import_no").fetchall()]
        for rows in (known | of_all, known)
    )

    def rows_of(cursor: Cursor, table: str) -> duckdb.DuckDBPyRelation:
        found = cursor.table(table)
        if table in _NOT_SHOWN | SNAPSHOTS:
            return found.filter(ConstantExpression(False))
        if table in _OF_ONE_AGENCY:
            return found.filter(is_one_of("import_no", own))
        if table == "imports":
            return found.filter(known | of_all)
        if "agency_id" in found.columns:
            return found.filter(known)
        return found.filter(is_one_of("import_no", numbers)) if "import_no" in found.columns else found

    file = io.BytesIO()
    manifest = write_archive(cursor, file, rows_of)
    content = zlib.compress(file.getvalue(), 6)
    return Packed(content, hashlib.sha256(content).hexdigest(), manifest.rows, manifest.schema_version)


def damaged(name: str) -> StoreError:
    """Return the refusal of a snapshot that is not as it was stored."""
    return StoreError(
        N_("The snapshot “{name}” is damaged and cannot be opened."),
        {"name": name},
        hint=N_("It is whole in a backup made before the damage."),
        rule="snapshot-damaged",
    )


@contextmanager
def unpacked(content: bytes, sha256: str, name: str) -> Iterator[Cursor]:
    """Give a cursor of a database in memory that holds the rows of a snapshot in today's schema, with their results.

    What is written through it is gone afterwards.

    Parameters
    ----------
    name
        Of the snapshot, for what is wrong with it.

    Raises
    ------
    StoreError
        It is damaged.
    """
    cursor = _database(content, sha256, name).cursor()
    cursor.begin()
    try:
        yield cursor
    finally:
        cursor.rollback()
        cursor.close()


_lock = threading.Lock()
_opened: OrderedDict[tuple[str, str], Cursor] = OrderedDict()


def _database(content: bytes, sha256: str, name: str) -> Cursor:
    """Return a database in memory with the rows; one that nobody holds any more closes itself."""
    # Checked also where it is open already: what is stored may have been damaged since.
    if hashlib.sha256(content).hexdigest() != sha256:
        raise damaged(name)
    key = (sha256, results.definition())
    with _lock:
        if (found := _opened.get(key)) is not None:
            _opened.move_to_end(key)
            return found
    made = _filled(content, name)
    with _lock:
        _opened[key] = made
        while len(_opened) > _KEPT:
            _opened.popitem(last=False)
    return made


def _filled(content: bytes, name: str) -> Cursor:
    unpacking = zlib.decompressobj()
    try:
        data = unpacking.decompress(content, MAX_UNPACKED)
    except zlib.error:
        raise damaged(name) from None
    if not unpacking.eof:
        raise damaged(name)
    connection = empty_database()
    with tempfile.TemporaryDirectory(prefix="ita-snapshot-") as folder:
        file = Path(folder) / "snapshot.zip"
        file.write_bytes(data)
        try:
            with current_archive(open_archive(file), Path(folder) / "snapshot.duckdb") as archive:
                connection.begin()
                append_archive(connection, archive)
                results.refresh(connection)
                connection.commit()
        except InputError as reason:
            raise damaged(name) from reason
    return connection


def stored_content(cursor: Cursor, snapshot_no: int) -> tuple[bytes, str]:
    """Return the packed rows of a snapshot, and the SHA-256 that was stored with them."""
    ((content, sha256),) = query_loader.write(cursor, "snapshot_content", snapshot_no=snapshot_no)
    return bytes(content or b""), str(sha256)
