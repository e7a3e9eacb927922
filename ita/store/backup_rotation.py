"""The folder of backups beside a database: one made a day, two weeks kept, and those that a person asked for for ever.

Names carry the kind, the date, the last import and a running number: ``ita-auto-2026-11-22-import-17-no-42.zip``. The
number alone gives the order, because a clock can be wrong; the date only ever keeps a file from being removed.
"""

from __future__ import annotations

import logging
import os
import re
import shlex
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from ita.errors import N_, InputError, ItaError, StoreError
from ita.paths import DATA
from ita.progress import Cancelled, Progress, never, no_progress
from ita.store import query_loader
from ita.store.archive import Archive, is_plain, open_archive
from ita.store.backup import make_backup
from ita.store.engine import SCHEMA_VERSION, Cursor, Engine, stored_version
from ita.store.error_mapping import DAMAGE, GONE

FOLDER = "backups"
BACKUP_DAYS = 14
A_DAY = 24 * 3600.0
LOOK_EVERY = 600.0
# The backup of the day is made before its work: what is stored then waits no longer than this for one of its own.
AGAIN_AFTER = 2 * 3600.0
Kind = Literal["auto", "manual", "safety"]
_NAME = re.compile(
    r"(?P<stem>.+)-(?P<kind>auto|manual|safety)-(?P<day>\d{4}-\d\d-\d\d)-import-(?P<import_no>\d{1,18})-no-(?P<number>\d{1,9})\.zip"
)
log = logging.getLogger("ita")


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A backup in the folder; `kind` is auto (a day's), manual (asked for) or safety (before a change of all)."""

    path: Path
    kind: Kind
    day: date
    import_no: int
    number: int


def folder_of(database: Path) -> Path:
    """Return the folder that keeps the backups of a database."""
    return database.parent / FOLDER


def _named(database: Path, folder: Path | None = None) -> list[BackupFile]:
    """Return whatever bears the name of a backup of a database, the latest first."""
    found: list[BackupFile] = []
    try:
        paths = list((folder or folder_of(database)).iterdir())
    except OSError:
        return []
    for path in paths:
        named = _NAME.fullmatch(path.name)
        if named is None or named["stem"] != database.stem:
            continue
        try:
            day = date.fromisoformat(named["day"])
        except ValueError:
            continue
        kind: Kind = "auto" if named["kind"] == "auto" else "manual" if named["kind"] == "manual" else "safety"
        found.append(BackupFile(path, kind, day, int(named["import_no"]), int(named["number"])))
    return sorted(found, key=lambda one: one.number, reverse=True)


def kept(database: Path, folder: Path | None = None) -> list[BackupFile]:
    """Return the backups of a database, the latest first; whether they are whole is not asked.

    Only plain files of a size that a backup can have are looked at, also through links: a device may have no end.

    Parameters
    ----------
    folder
        Where to look; the one beside the database where none is named. One that is not there or may not be read
        holds none.
    """
    return [one for one in _named(database, folder) if is_plain(one.path)]


_CHECKED: dict[tuple[Path, int, int], Archive | None] = {}


def check_backup(path: Path) -> Archive | None:
    """Return a backup that is whole, else None; read anew only when its file has changed."""
    try:
        stat = path.stat()
    except OSError:
        return None
    if not is_plain(path):
        return None
    key = (path, stat.st_size, stat.st_mtime_ns)
    if key not in _CHECKED:
        try:
            _CHECKED[key] = open_archive(path)
        except InputError:
            _CHECKED[key] = None
    return _CHECKED[key]


def good(path: Path) -> bool:
    """Tell whether a backup is whole."""
    return check_backup(path) is not None


def latest_good(database: Path) -> Path | None:
    """Return the latest whole backup of a database, or None."""
    return next((one.path for one in kept(database) if good(one.path)), None)


def new_name(
    database: Path, kind: Kind, last_import: int, today: date | None = None, folder: Path | None = None
) -> Path:
    """Return the name of the next backup of a database in a folder, the one beside it; nothing bears it yet."""
    into = folder or folder_of(database)
    number = max((one.number for one in (*_named(database), *_named(database, into))), default=0) + 1
    day = (today or date.today()).isoformat()
    return into / f"{database.stem}-{kind}-{day}-import-{last_import}-no-{number}.zip"


def last_import_no(cursor: Cursor) -> int:
    """Return the number of the latest import; 0 while there is none."""
    return int(query_loader.write(cursor, "next_import_no")[0][0]) - 1


def safety_name(database: Path) -> Callable[[Cursor], Path]:
    """Return what names the backup that is made before everything is replaced."""
    return lambda cursor: new_name(database, "safety", last_import_no(cursor))


def store_backup(
    engine: Engine,
    kind: Kind,
    *,
    today: date | None = None,
    progress: Progress = no_progress,
    cancelled: Cancelled = never,
) -> Path:
    """Make a backup in the folder beside the database and return it.

    Raises
    ------
    InputError
        It cannot be written, or was cancelled.
    StoreError
        The database is damaged.
    """
    with _BACKING_UP:
        with engine.cursor() as cursor:
            last = last_import_no(cursor)
        path = new_name(engine.path, kind, last, today)
        make_backup(engine, path, progress=progress, cancelled=cancelled)
    return path


_BACKING_UP = threading.Lock()


def is_due(database: Path, last_import: int, today: date) -> bool:
    """Tell whether a day's backup is to be made: none whole of today is there.

    Where the clock stands before the day of the latest backup it is wrong, or was; then a backup is due as soon as
    something was imported since.
    """
    autos = [one for one in kept(database) if one.kind == "auto" and good(one.path)]
    if not any(one.day == today for one in autos):
        return True
    return today < autos[0].day and last_import != autos[0].import_no


def make_daily(engine: Engine, today: date | None = None) -> Path | None:
    """Make the backup of the day where it is due, and remove what is older than it need be; return what was made.

    Raises
    ------
    InputError
        It cannot be written; nothing was removed.
    StoreError
        The database is damaged; nothing was removed.
    """
    day = today or date.today()
    with engine.cursor() as cursor:
        last = last_import_no(cursor)
    made = store_backup(engine, "auto", today=day) if is_due(engine.path, last, day) else None
    if made is not None and good(made):
        remove_old(engine.path)
    return made


def remove_old(database: Path) -> list[Path]:
    """Remove each automatic backup that whole later ones of two weeks stand for; return what was removed.

    Later ones bear a higher number and a later date: days that a wrong clock made up push nothing out. What is not
    whole, and what a person asked for, is never removed.
    """
    autos = [one for one in kept(database) if one.kind == "auto" and good(one.path)]
    removed: list[Path] = []
    for old in autos:
        later = {one.day for one in autos if one.number > old.number and one.day > old.day}
        if len(later) >= BACKUP_DAYS:
            old.path.unlink(missing_ok=True)
            removed.append(old.path)
    return removed


def sweep(database: Path) -> None:
    """Remove what a backup that was killed left unfinished; only for whoever has just opened the database."""
    # A folder that may not be written to keeps its leavings; that is no reason not to open.
    with suppress(OSError):
        for part in folder_of(database).glob(".*.zip.part"):
            named = _NAME.fullmatch(part.name.removeprefix(".").removesuffix(".part"))
            # Another database of this folder may be open, and its backup on the way.
            if named is not None and named["stem"] == database.stem:
                part.unlink(missing_ok=True)


def before_migration(engine: Engine) -> Path | None:
    """Keep a backup of a database of an older schema before it is migrated; None where there is nothing to migrate."""
    with engine.cursor() as cursor:
        found = stored_version(cursor)
    return store_backup(engine, "safety") if 0 < found < SCHEMA_VERSION else None


def with_backup(error: ItaError, database: Path) -> ItaError:
    """Return an error of a damaged or missing database with the latest good backup and the command that restores it.

    Any other error, and one of a database without a backup, is returned as it is.
    """
    if error.rule not in DAMAGE | {GONE} or "command" in error.params:
        return error
    backup = latest_good(database)
    if backup is None:
        return error
    return StoreError(
        error.text,
        {**error.params, "backup": str(backup), "command": restore_command(backup, database)},
        hint=_RESCUE
        if error.rule == GONE
        else N_(
            "The latest good backup is {backup}. Close the dashboard first (Ctrl+C in its window), then restore it "
            "with: {command}\nDetails: {reason}"
        ),
        location=error.location,
        rule=error.rule,
    )


_RESCUE = N_(
    "What was stored before can still be seen: first make a backup on “History and backup”. Then close the dashboard "
    "(Ctrl+C in its window) and put the file back, or restore the latest backup, {backup}, with: {command}"
)


def restore_command(backup: Path, database: Path) -> str:
    """Return the command that restores a backup, as it is typed in the folder of the program."""
    words = ["ita", "restore", str(backup)]
    if database != DATA / "ita.duckdb":
        words += ["--db", str(database)]
    if os.name == "nt":
        return "py start.py " + " ".join(f'"{word}"' if " " in word else word for word in words)
    return shlex.join(["python3", "start.py", *words])


_PROBLEMS: dict[Path, ItaError] = {}


def last_problem(database: Path) -> ItaError | None:
    """Return why the latest automatic backup of a database failed in this process; None where it did not."""
    return _PROBLEMS.get(database)


class DailyBackups(threading.Thread):
    """Makes the backup of the day at the start, again some hours later where something was stored, and so each day.

    Parameters
    ----------
    opened
        Gives the open database.
    database
        Its path.
    """

    def __init__(self, opened: Callable[[], Engine], database: Path) -> None:
        super().__init__(name="daily-backups", daemon=True)
        self._opened = opened
        self._database = database
        self._ended = threading.Event()

    def run(self) -> None:
        """Look again and again whether a backup is due; a failure is kept to be shown, and tried again."""
        made_at: float | None = None
        revision = 0
        rescued = False
        while not self._ended.is_set():
            try:
                engine = self._opened()
                stored = engine.revision
                if engine.is_gone:
                    # It can still be read: what was stored is brought to safety once.
                    if not rescued:
                        store_backup(engine, "safety")
                        rescued = True
                    self._ended.wait(LOOK_EVERY)
                    continue
                # This clock cannot be set: with a calendar that stands still a day passes all the same.
                passed = 0.0 if made_at is None else time.monotonic() - made_at
                again = passed >= A_DAY or (passed >= AGAIN_AFTER and stored != revision)
                made = store_backup(engine, "auto") if again else make_daily(engine)
                if made is not None or made_at is None:
                    made_at, revision = time.monotonic(), stored
                _PROBLEMS.pop(self._database, None)
            except ItaError as reason:
                _PROBLEMS[self._database] = with_backup(reason, self._database)
                log.warning("the automatic backup failed: %s", reason)
            except Exception:
                # A defect here must not end the thread for good: tomorrow is another day.
                log.exception("the automatic backup failed")
            self._ended.wait(LOOK_EVERY)

    def stop(self) -> None:
        """End it; a backup that is being made is finished first."""
        self._ended.set()
        if self.is_alive():
            self.join(timeout=30)
