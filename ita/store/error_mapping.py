"""Why a database cannot be opened, read or written, in words: damage, a full disk and missing rights told apart."""

from __future__ import annotations

import re
from pathlib import Path

from ita.errors import N_, StoreError

# Rules of errors that a backup mends.
DAMAGE = frozenset({"store-unreadable", "store-damaged"})
GONE = "store-gone"
# What is in the way where a file is sound: nothing of it is mended by a backup. DuckDB passes on the system's words.
_IN_USE = re.compile(r"Could not set lock|being used by another process|already open in")
_NEWER = re.compile(r"created with an? newer version", re.I)
_FORBIDDEN = re.compile(
    r"Permission denied|Operation not permitted|Access is denied|Read-only file|Too many open", re.I
)
_NO_ROOM = re.compile(
    r"No space left|not enough space|quota exceeded|File too large|could not (?:write|truncate|sync|fsync)", re.I
)


def newer(path: Path) -> StoreError:
    """Return that a database is of a later version, in words."""
    return StoreError(
        N_("The database {path} was written by a newer version of this program. It was left as it is."),
        {"path": str(path)},
        hint=N_("Install the newer version."),
        rule="store-newer",
    )


def cannot_open(path: Path, reason: str) -> StoreError:
    """Return why a file cannot be opened, in words."""
    if _IN_USE.search(reason):
        pid = re.search(r"PID (\d+)", reason)
        if pid:
            return StoreError(
                N_("The database {path} is in use by another process (PID {pid}), probably the open dashboard."),
                {"path": str(path), "pid": pid.group(1)},
                hint=N_("Close the dashboard (Ctrl+C in its window) and try again, or use its import page."),
                rule="store-locked",
            )
        return StoreError(
            N_("The database {path} is in use by another process, probably the open dashboard."),
            {"path": str(path)},
            hint=N_("Close the dashboard (Ctrl+C in its window) and try again, or use its import page."),
            rule="store-locked",
        )
    if _NEWER.search(reason):
        return newer(path)
    if _FORBIDDEN.search(reason):
        return StoreError(
            N_("The database {path} cannot be opened: {reason}"),
            {"path": str(path), "reason": _first_line(reason)},
            hint=N_(
                "Let the account that runs this program read and write the file and its folder; nothing is damaged."
            ),
            rule="store-forbidden",
        )
    if _NO_ROOM.search(reason):
        return cannot_write(path, reason)
    return StoreError(
        N_("The file {path} cannot be opened as a database."),
        {"path": str(path), "reason": _first_line(reason)},
        hint=N_(
            "The file was left as it is. Choose another file with --db, or move it away to start anew.\n"
            "Details: {reason}"
        ),
        rule="store-unreadable",
    )


def _first_line(reason: str) -> str:
    return reason.splitlines()[0] if reason else "-"


def gone(path: Path) -> StoreError:
    """Return that an open database was removed or replaced, in words."""
    return StoreError(
        N_("The database {path} was removed, or another file was put in its place. Nothing more is stored in it."),
        {"path": str(path)},
        hint=N_(
            "What was stored before can still be seen: first make a backup on “History and backup”. "
            "Then close the dashboard (Ctrl+C in its window) and put the file back or restore that backup."
        ),
        rule=GONE,
    )


def cannot_write(path: Path, reason: str) -> StoreError:
    """Return that a database that is sound cannot be written, in words."""
    return StoreError(
        N_("The database {path} cannot be read or written: {reason}"),
        {"path": str(path), "reason": _first_line(reason)},
        hint=N_("Check that the disk has room and that the folder may be written to."),
        rule="store-unwritable",
    )


def cannot_use(path: Path, reason: str) -> StoreError:
    """Return why an open file cannot be read or written further, in words."""
    # Its log may be refused where the file itself opens.
    if _NO_ROOM.search(reason) or _FORBIDDEN.search(reason):
        return cannot_write(path, reason)
    return damaged(path, reason)


def damaged(path: Path, reason: str) -> StoreError:
    """Return that a database is damaged, in words, and last what DuckDB says of it."""
    return StoreError(
        N_("The database {path} is damaged: a part of it cannot be read. Nothing more is stored in it."),
        {"path": str(path), "reason": _first_line(reason)},
        hint=N_("Close the dashboard first (Ctrl+C in its window), then restore a backup.\nDetails: {reason}"),
        rule="store-damaged",
    )
