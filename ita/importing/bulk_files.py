"""Files of a bulk import before DuckDB reads them: what each is, by its name and columns, and the digest of all."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from stat import S_ISREG

import duckdb

from ita.characters import without_surrogates
from ita.errors import N_, InputError, Issue, SourceLocation
from ita.progress import reached
from ita.store.bulk_rows import COLUMNS, KEY, BulkFile, Part, parquet_columns
from ita.store.engine import Cursor

_BLOCK = 1 << 20
# No header is longer; what is, is no table.
_LONGEST_HEADER = 1 << 16
_CSV, _PARQUET = ".csv", ".parquet"
_LINE_END = re.compile(rb"\r\n?|\n")
# What DuckDB says of a row that it cannot read.
_LINE = re.compile(r"CSV Error on Line: (\d+)")
_CELLS = re.compile(r"Expected Number of Columns: (\d+) Found: (\d+)")
_ENCODING = "not utf-8 encoded"


def look_at(cursor: Cursor, path: Path) -> BulkFile:
    """Return what a file is, by its columns.

    Raises
    ------
    InputError
        It cannot be read, is no CSV or Parquet file, or has other columns than those of one part.
    """
    name = without_surrogates(path.name)
    is_parquet = path.suffix.lower() == _PARQUET
    if not is_parquet and path.suffix.lower() != _CSV:
        raise InputError.of(Issue("bulk-unreadable", location=SourceLocation(name), variant="kind"))
    try:
        _refuse_no_file(path)
        columns = _parquet(cursor, path, name) if is_parquet else _header(path, name)
    except (OSError, ValueError) as reason:
        raise InputError(
            N_("The file {file} cannot be read: {reason}"),
            {"file": str(path), "reason": getattr(reason, "strerror", None) or str(reason)},
            location=SourceLocation(name),
            rule="file-unreadable",
        ) from None
    part = next((part for part, more in COLUMNS.items() if sorted(columns) == sorted((*KEY, *more))), None)
    if part is None:
        shown = ", ".join(column[:40] for column in columns[:20])
        raise InputError.of(Issue("bulk-columns", {"columns": shown or "–"}, SourceLocation(name, row=1)))
    return BulkFile(path.absolute(), name, part, columns, is_parquet)


def _refuse_no_file(path: Path) -> None:
    """Refuse what is not there, and a pipe or a device, which would be waited for."""
    if not S_ISREG(path.stat().st_mode):
        raise OSError("not a plain file")


def _header(path: Path, name: str) -> tuple[str, ...]:
    try:
        with path.open("rb") as stream:
            line = _LINE_END.split(stream.readline(_LONGEST_HEADER))[0].decode("utf-8-sig")
        return tuple(next(csv.reader([line]), ()))
    except UnicodeDecodeError:
        raise InputError.of(Issue("bulk-unreadable", location=SourceLocation(name), variant="encoding")) from None
    except csv.Error:
        return ()


def _parquet(cursor: Cursor, path: Path, name: str) -> tuple[str, ...]:
    try:
        return parquet_columns(cursor, path)
    except duckdb.Error as reason:
        raise unreadable(name, reason) from None


def unreadable(name: str, reason: duckdb.Error) -> InputError:
    """Return why a file cannot be read, with the row where DuckDB names one."""
    said = str(reason)
    line, cells = _LINE.search(said), _CELLS.search(said)
    location = SourceLocation(name, row=int(line[1]) if line else None)
    if cells:
        headers, found = int(cells[1]), int(cells[2])
        params = {"cells": found, "headers": headers}
        return InputError.of(Issue("row-cells", params, location, "few" if found < headers else "many"))
    if _ENCODING in said:
        return InputError.of(Issue("bulk-unreadable", {}, location, "encoding"))
    lines = [line for line in said.splitlines() if line.strip()]
    # Behind the number of the line comes the line itself, and then what is wrong.
    words = next((each for each in lines[2 if line else 0 :] if ":" not in each), lines[0] if lines else "-")
    return InputError.of(Issue("bulk-unreadable", {"reason": words[:200]}, location, "other"))


def digest_of(files: Sequence[BulkFile]) -> tuple[str, int]:
    """Return what tells the bytes of some files, in whatever order, and how many they are.

    Raises
    ------
    CancelledError
        Whoever watches called it off.
    """
    digests: list[str] = []
    done, total = 0, sum(file.path.stat().st_size for file in files)
    for file in files:
        digest = hashlib.sha256()
        with file.path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
                done += len(block)
                reached(done, total)
        digests.append(digest.hexdigest())
    if len(digests) == 1:
        return digests[0], done
    return hashlib.sha256("".join(sorted(digests)).encode()).hexdigest(), done


def parts_of(files: Sequence[BulkFile]) -> tuple[Part, ...]:
    """Return what some files hold, each part once."""
    return tuple(dict.fromkeys(file.part for file in files))
