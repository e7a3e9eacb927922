"""A backup as a file: a zip of Parquet tables, their schema and a manifest; read back only where every byte is right.

The zip is not compressed (the Parquet is) and ends in a comment that holds the SHA-256 of all bytes before it, so that
one flipped bit is found, also where the zip itself would not notice. Nothing in a backup is ever run or unpacked by
its name: tables are read as data, by the names that this program knows.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import stat
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from ita.errors import N_, InputError, SourceLocation
from ita.progress import Cancelled, Progress
from ita.store.engine import SCHEMA_VERSION

FORMAT = "ita-backup"
FORMAT_VERSION = 1
# Some forty times the rows of every local government of Thailand over six years: beyond that it is no backup of ours.
MAX_ROWS = 500_000_000
# Parquet packs one value repeated to nothing; what it unpacks to is limited beside what lies in the file.
MAX_UNPACKED = 32 << 30
MAX_MANIFEST = 4 << 20
# Of every local government of Thailand over six years a backup takes some hundreds of MB.
MAX_BYTES = 16 << 30
ABOUT, MANIFEST, SCHEMA = "ITA-BACKUP.txt", "manifest.json", "schema.sql"
MARK = b"sha256:"
DIGEST_LENGTH = 64
_CHUNK = 1 << 20
_SLUG = re.compile(r"[a-z][a-z0-9_]{0,62}")
__all__ = [
    "Archive",
    "Cancelled",
    "Manifest",
    "Progress",
    "Table",
    "damaged",
    "is_good",
    "is_plain",
    "open_archive",
    "seal",
    "table_file",
]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a backup: its rows, its columns as (name, DuckDB type), its file's size and SHA-256."""

    name: str
    rows: int
    columns: tuple[tuple[str, str], ...]
    byte_count: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself; `created_at` is naive UTC, `holds` a row of the query ``holdings`` or None."""

    format_version: int
    app_version: str
    schema_version: int
    created_at: datetime
    holds: Mapping[str, Any] | None
    tables: tuple[Table, ...]

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(table.rows for table in self.tables)

    def to_json(self) -> str:
        """Return the manifest as it stands in the file."""
        said = {"format": FORMAT, **asdict(self), "created_at": self.created_at.isoformat()}
        for table in said["tables"]:
            table["columns"] = [{"name": name, "type": kind} for name, kind in table["columns"]]
            table["file"] = table_file(table["name"])
        return json.dumps(said, ensure_ascii=False, indent=1, default=datetime.isoformat)


def table_file(name: str) -> str:
    """Return the member of the zip that holds a table."""
    return f"tables/{name}.parquet"


def seal(file: IO[bytes]) -> None:
    """Write the SHA-256 of everything before it over the last bytes of a zip whose comment keeps their place."""
    length = file.seek(0, io.SEEK_END) - DIGEST_LENGTH
    digest = _digest(file, length)
    file.seek(length)
    file.write(digest.encode())


def _digest(file: IO[bytes], length: int) -> str:
    made = hashlib.sha256()
    file.seek(0)
    while length and (chunk := file.read(min(_CHUNK, length))):
        made.update(chunk)
        length -= len(chunk)
    return made.hexdigest()


def _refuse(path: Path, text: str, rule: str, hint: str | None = None, **params: str | int) -> InputError:
    return InputError(text, {"file": path.name, **params}, hint=hint, location=SourceLocation(path.name), rule=rule)


def damaged(path: Path) -> InputError:
    """Return the refusal of a backup whose bytes are not as they were written."""
    return _refuse(
        path,
        N_("The backup {file} is damaged or incomplete. Nothing was changed."),
        "backup-damaged",
        N_("Choose another backup, or copy this one anew from where it came."),
    )


def _foreign(path: Path) -> InputError:
    return _refuse(path, N_("The file {file} is no backup of this dashboard. Nothing was changed."), "backup-foreign")


def _newer(path: Path) -> InputError:
    return _refuse(
        path,
        N_("The backup {file} was made by a newer version of this program. Nothing was changed."),
        "backup-newer",
        N_("Install the newer version."),
    )


class _Part(io.RawIOBase):
    """Some bytes of a file as a file of their own."""

    def __init__(self, file: IO[bytes], start: int, length: int) -> None:
        super().__init__()
        self._file, self._start, self._length, self._at = file, start, length, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._length}[whence]
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: Any) -> int:
        self._file.seek(self._start + self._at)
        data = self._file.read(min(len(buffer), max(0, self._length - self._at)))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)


class Archive:
    """A backup that was checked: every byte is as it was written. Use `open_archive` to get one."""

    def __init__(self, path: Path, manifest: Manifest, locations: Mapping[str, tuple[int, int]]) -> None:
        self.path = path
        self.manifest = manifest
        self._locations = locations

    @contextmanager
    def table(self, name: str) -> Iterator[pq.ParquetFile]:
        """Give a table for reading; what it holds is checked against the manifest first.

        Raises
        ------
        InputError
            The table is not what the manifest says, or unpacks to more than a backup of ours can.
        """
        (said,) = [table for table in self.manifest.tables if table.name == name]
        start, length = self._locations[table_file(name)]
        with self.path.open("rb") as file:
            try:
                found = pq.ParquetFile(pa.PythonFile(_Part(file, start, length), mode="r"))
                groups = [found.metadata.row_group(n).total_byte_size for n in range(found.metadata.num_row_groups)]
                columns = [name for name, _ in said.columns]
                if found.metadata.num_rows != said.rows or found.schema_arrow.names != columns:
                    raise damaged(self.path)
                if sum(groups) > MAX_UNPACKED:
                    raise _too_large(self.path)
                yield found
            except (pa.ArrowException, OSError) as reason:
                raise damaged(self.path) from reason


def _too_large(path: Path) -> InputError:
    return _refuse(
        path,
        N_("The backup {file} unpacks to more than this program can have stored. Nothing was changed."),
        "backup-too-large",
    )


def open_archive(path: Path) -> Archive:
    """Check a backup whole and return it.

    Raises
    ------
    InputError
        It cannot be read, is no backup of ours, is damaged, or was made by a newer version.
    """
    try:
        # A device may have no end, and a pipe no one who writes into it; a folder says of itself that it is one.
        if path.exists() and not path.is_dir() and not is_plain(path):
            raise _foreign(path)
        with path.open("rb") as file:
            _check_seal(path, file)
            manifest, locations = _members(path, file)
            for table in manifest.tables:
                start, length = locations[table_file(table.name)]
                part = io.BufferedReader(_Part(file, start, length), _CHUNK)
                if length != table.byte_count or _digest(part, length) != table.sha256:
                    raise damaged(path)
    except OSError as reason:
        raise _refuse(
            path,
            N_("The file {file} cannot be read: {reason}"),
            "file-unreadable",
            reason=reason.strerror or str(reason),
        ) from None
    return Archive(path, manifest, locations)


def is_plain(path: Path) -> bool:
    """Tell whether a path names, perhaps through links, a file on a disk that is no larger than a backup can be."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size <= MAX_BYTES


def is_good(path: Path) -> bool:
    """Tell whether a file is a whole backup that this program can read."""
    try:
        open_archive(path)
    except InputError:
        return False
    return True


def _check_seal(path: Path, file: IO[bytes]) -> None:
    length = file.seek(0, io.SEEK_END)
    file.seek(max(0, length - len(MARK) - DIGEST_LENGTH))
    mark, digest = file.read(len(MARK)), file.read()
    file.seek(0)
    header = file.read(200)
    if mark != MARK and ABOUT.encode() not in header:
        raise _foreign(path)
    if mark != MARK or length <= len(header) or digest != _digest(file, length - DIGEST_LENGTH).encode():
        raise damaged(path)


def _members(path: Path, file: IO[bytes]) -> tuple[Manifest, dict[str, tuple[int, int]]]:
    """Return the manifest and where each member lies; members that do not belong are a reason to refuse."""
    try:
        with zipfile.ZipFile(file) as packed:
            entries = packed.infolist()
            # Ours are stored as they are: whatever is compressed could unpack to anything.
            if any(e.compress_type != zipfile.ZIP_STORED or e.file_size != e.compress_size for e in entries):
                raise _foreign(path)
            locations = {entry.filename: _location(file, entry) for entry in entries}
            if MANIFEST not in locations or locations[MANIFEST][1] > MAX_MANIFEST:
                raise _foreign(path)
            manifest = _manifest(path, packed.read(MANIFEST))
    except (zipfile.BadZipFile, ValueError, RuntimeError, EOFError, IndexError):
        raise damaged(path) from None
    own = {ABOUT, MANIFEST, SCHEMA} | {table_file(table.name) for table in manifest.tables}
    if len(entries) != len(own) or set(locations) != own:
        raise _foreign(path)
    if manifest.rows > MAX_ROWS:
        raise _too_large(path)
    return manifest, locations


def _location(file: IO[bytes], entry: zipfile.ZipInfo) -> tuple[int, int]:
    """Return start and length of a stored member's bytes; its own head tells how long the head is."""
    file.seek(entry.header_offset)
    header = file.read(30)
    return entry.header_offset + 30 + int.from_bytes(header[26:28], "little") + int.from_bytes(
        header[28:30], "little"
    ), (entry.file_size)


def _holds(said: object) -> dict[str, Any] | None:
    """Return what a backup says that it holds, under today's names: older ones called their own agencies towns."""
    if not isinstance(said, dict):
        return None
    return {("own_agencies" if name == "own_towns" else name): value for name, value in said.items()}


def _manifest(path: Path, text: bytes) -> Manifest:
    try:
        said = json.loads(text)
        if said["format"] != FORMAT:
            raise _foreign(path)
        if int(said["format_version"]) > FORMAT_VERSION or int(said["schema_version"]) > SCHEMA_VERSION:
            raise _newer(path)
        tables = tuple(
            Table(
                str(table["name"]),
                int(table["rows"]),
                tuple((str(column["name"]), str(column["type"])) for column in table["columns"]),
                int(table["byte_count"]),
                str(table["sha256"]),
            )
            for table in said["tables"]
        )
        created = datetime.fromisoformat(said["created_at"])
        manifest = Manifest(
            int(said["format_version"]),
            str(said["app_version"]),
            int(said["schema_version"]),
            created,
            _holds(said["holds"]),
            tables,
        )
    except (KeyError, TypeError, ValueError, OverflowError, AttributeError, RecursionError):
        raise _foreign(path) from None
    if created.tzinfo is not None:
        raise _foreign(path)
    names = [table.name for table in tables]
    if any(not _SLUG.fullmatch(name) for name in names) or len(set(names)) < len(names) or manifest.schema_version < 1:
        raise _foreign(path)
    return manifest
