"""Whether the file that was opened is still the one that its path names.

The file itself must never be opened a second time for this: on POSIX systems closing any handle of a file gives up the
locks that this process has on it, and with them the one that keeps other processes out.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FileIdentity:
    """What tells a file from any other: the device and its number on it; the number is 0 where a system has none."""

    device: int
    number: int


def identity_of(path: Path) -> FileIdentity | None:
    """Return the identity of a file; None where there is none."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return FileIdentity(found.st_dev, found.st_ino)


def is_still(path: Path, known: FileIdentity | None) -> bool:
    """Tell whether a path names the file of an identity; where that cannot be told, it does.

    A database in memory has no file, and so none that could go.
    """
    if known is None:
        return True
    try:
        now = identity_of(path)
    except OSError:
        return True
    return now is not None and (now == known or 0 in (now.number, known.number))
