"""The database from what ships: schema, rules, published figures, the sample report, the demonstration. Idempotent.

Nothing that a user has put in is discarded: reference tables are refilled, facts are only ever added, and a shipped
report that a user has taken back does not come back.
"""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from pathlib import Path

from ita.actor import acting
from ita.errors import StoreError
from ita.frameworks import Frameworks, Published, load_frameworks, load_published
from ita.importing.demo import load_demo
from ita.importing.plausibility import ASKED
from ita.importing.report.normalise import ACCEPTABLE
from ita.importing.report_import import import_report
from ita.paths import DATA
from ita.rules.effective import effective_rules
from ita.rules.stored import end_assumptions
from ita.store import reads, writes
from ita.store.backup_rotation import before_migration, sweep, with_backup
from ita.store.engine import Cursor, Engine, create_schema, open_engine

# Who put in what ships with the program.
PROGRAM = "ita"
_FIGURES = ("published_indicator_scores.csv", "published_totals.csv")


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: nothing, where the database was up to date."""

    reference_replaced: bool
    published_import: str | None
    reports: tuple[str, ...]
    demo: str | None


def build(engine: Engine, data: Path = DATA) -> tuple[Built, Frameworks]:
    """Bring a database up to date with the shipped data, and return what was done and the rules.

    Raises
    ------
    RulesError
        A shipped file is not well formed; nothing of it was stored.
    """
    frameworks = load_frameworks(data / "frameworks")
    published = load_published(data / "published", frameworks)
    create_schema(engine)
    files = _digests(data)
    replaced, published_import = _reference(engine, frameworks, published, files)
    reports = _reports(engine, frameworks, data / "reports")
    return Built(replaced, published_import, reports, load_demo(engine, frameworks)), frameworks


def open_built(path: Path, data: Path = DATA) -> tuple[Engine, Frameworks]:
    """Open the database, building it first where it is not there or not up to date.

    All of it is read before a byte of it is written. One of an older schema is kept as a backup and then migrated.

    Raises
    ------
    StoreError
        It cannot be opened; where it is damaged, with the latest good backup and the command that restores it.
    """
    try:
        engine = open_engine(path)
        try:
            engine.read_through()
            sweep(path)
            before_migration(engine)
            _, shipped = build(engine, data)
            frameworks = effective_rules(engine, shipped)
        except BaseException:
            engine.close()
            raise
    except StoreError as reason:
        raise with_backup(reason, path) from None
    return engine, frameworks


def _digests(data: Path) -> dict[str, str]:
    """Return name to SHA-256 of every shipped file of rules and figures."""
    found = sorted([*(data / "frameworks").glob("*.csv"), *(data / "published").glob("*.csv")])
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in found}


def _reference(
    engine: Engine, frameworks: Frameworks, published: Published, files: dict[str, str]
) -> tuple[bool, str | None]:
    """Refill the reference tables where a file changed; import the figures where theirs did."""
    with engine.cursor() as cursor:
        known = {row.file_name: row.sha256 for row in reads.reference_files(cursor)}
    if known == files:
        return False, None
    figures_changed = any(known.get(name) != files[name] for name in _FIGURES)
    digest = hashlib.sha256("".join(files[name] for name in _FIGURES).encode()).hexdigest()

    def work(cursor: Cursor) -> str | None:
        writes.replace_reference(cursor, frameworks, published, files)
        end_assumptions(cursor)
        if not figures_changed:
            return None
        # The figures of the files replace those of earlier files whole, also where a row has gone.
        for earlier in reads.current_published_imports(cursor):
            writes.add_undo(cursor, int(earlier.import_no), "superseded by newer shipped figures")
        number, import_id = writes.add_import(cursor, "published", digest)
        writes.add_published(cursor, number, published)
        return import_id

    return True, engine.transact(work)


def _reports(engine: Engine, frameworks: Frameworks, folder: Path) -> tuple[str, ...]:
    """Import the shipped reports whose bytes were never seen, also not by an import that was taken back.

    Nobody is there to be asked: what ships was looked at before, and is accepted as it is.
    """
    imported: list[str] = []
    for file in sorted(folder.glob("*.txt")):
        data = file.read_bytes()
        with engine.cursor() as cursor:
            seen = reads.imports_of_file(cursor, sha256=hashlib.sha256(data).hexdigest())
        if not seen:
            with acting(PROGRAM):
                done = import_report(engine, frameworks, data, file.name, accept=ASKED | ACCEPTABLE)
                imported.append(done.import_id)
    return tuple(imported)


_OPEN: dict[Path, tuple[Engine, Frameworks]] = {}
_OPENING = threading.Lock()


def shared(path: Path) -> tuple[Engine, Frameworks]:
    """Return this process's one engine for a database, and the rules that count in it.

    It is opened and built at the first call; the rules follow what is stated and assumed with it later.
    """
    with _OPENING:
        if path not in _OPEN:
            _OPEN[path] = open_built(path)
        engine, opened = _OPEN[path]
    return engine, effective_rules(engine, opened)


def close_shared() -> None:
    """Close every engine that `shared` opened."""
    with _OPENING:
        while _OPEN:
            _OPEN.popitem()[1][0].close()
