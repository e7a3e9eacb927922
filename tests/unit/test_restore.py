"""A restored database equals the one that was backed up, row for row; what stood before is kept; nothing is half."""

from __future__ import annotations

import multiprocessing as mp
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing
from decimal import Decimal
from multiprocessing.connection import Connection
from pathlib import Path

import duckdb
import pytest

from ita.errors import InputError, StoreError
from ita.frameworks import Frameworks
from ita.importing.build import build, open_built
from ita.importing.typed_import import import_typed
from ita.model import TypedResult
from ita.progress import CancelledError
from ita.store import query_loader
from ita.store.archive import is_good, open_archive
from ita.store.backup import make_backup
from ita.store.backup_rotation import kept, safety_name
from ita.store.engine import Engine, create_schema, open_engine
from ita.store.restore import _move_aside, restore, restore_file
from tests.helpers import Everything, everything
from tests.unit.filled_database import files, fill, types

KILLS = 6


@pytest.fixture(scope="module")
def filled(built: Path, frameworks: Frameworks, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a backup of a database that holds something of every kind, beside that database."""
    other = tmp_path_factory.mktemp("other")
    with closing(open_engine(Path(shutil.copy(built, other / "ita.duckdb")))) as full:
        fill(full, frameworks)
        make_backup(full, other / "b.zip")
    return other / "b.zip"


@pytest.fixture
def backup(filled: Path, tmp_path: Path) -> Path:
    """Return a copy of that backup and its database, to be spoiled."""
    return Path(shutil.copytree(filled.parent, tmp_path / "other")) / "b.zip"


def of(path: Path) -> Everything:
    with closing(open_engine(path)) as engine:
        return everything(engine)


def test_a_new_database_equals_the_one_backed_up(backup: Path, tmp_path: Path) -> None:
    restore_file(tmp_path / "new" / "ita.duckdb", backup, safety_name(tmp_path / "new" / "ita.duckdb"))
    assert files(tmp_path / "new") == {"ita.duckdb"}
    with closing(open_engine(backup.with_name("ita.duckdb"))) as engine:
        rows, columns = everything(engine), types(engine)
    with closing(open_engine(tmp_path / "new" / "ita.duckdb")) as engine:
        assert everything(engine) == rows
        assert types(engine) == columns
        build(engine)
        assert everything(engine) == rows, "nothing is new to a build"


def test_a_standing_database_is_replaced_and_kept(engine: Engine, backup: Path) -> None:
    before, columns = everything(engine), types(engine)
    import_typed(engine, "sao", TypedResult(2560, {1: Decimal(50)}, None, None))
    changed, revision = everything(engine), engine.revision
    assert changed != before
    done = restore(engine, open_archive(backup), safety_name(engine.path))
    assert everything(engine) == of(backup.with_name("ita.duckdb"))
    assert types(engine) == columns
    assert engine.revision == revision + 1
    with engine.cursor() as cursor:
        assert query_loader.broken_checks(cursor, query_loader.ERRORS) == []
    # And the way back: what stood is in the safety backup.
    assert done.safety is not None
    assert [one.path for one in kept(engine.path)] == [done.safety]
    restore(engine, open_archive(done.safety), safety_name(engine.path))
    assert everything(engine) == changed
    # A number that was taken is not given again to something else of the same time.
    made = import_typed(engine, "sao", TypedResult(2561, {1: Decimal(50)}, None, None))
    assert made.import_id.startswith(f"{len(changed.rows['imports']) + 1}-")


def test_it_can_be_written_to_and_opened_again(engine: Engine, backup: Path) -> None:
    restore(engine, open_archive(backup), safety_name(engine.path))
    import_typed(engine, "sao", TypedResult(2560, {1: Decimal(50)}, None, None))
    after = everything(engine)
    engine.close()
    assert of(engine.path) == after


def test_a_reader_sees_the_old_rows_until_the_new_are_all_there(engine: Engine, backup: Path) -> None:
    before, seen = len(everything(engine).rows["imports"]), set[int]()

    def count(done: int, total: int, what: str) -> None:
        with engine.cursor() as cursor:
            seen.add(len(cursor.execute("FROM imports").fetchall()))

    restore(engine, open_archive(backup), safety_name(engine.path), progress=count)
    assert seen == {before}
    assert len(everything(engine).rows["imports"]) > before


def test_nothing_of_another_writer_is_lost(engine: Engine, backup: Path) -> None:
    """What is written while a restore runs comes before it, and is in the safety backup, or after it, and stands."""
    year = iter(range(2600, 2700))
    stop = threading.Event()
    written: list[str] = []

    def write() -> None:
        while not stop.is_set():
            written.append(import_typed(engine, "sao", TypedResult(next(year), {1: Decimal(5)}, None, None)).import_id)

    writer = threading.Thread(target=write)
    writer.start()
    while len(written) < 2:
        time.sleep(0.01)
    done = restore(engine, open_archive(backup), safety_name(engine.path))
    seen = len(written)
    while len(written) < seen + 2:
        time.sleep(0.01)
    stop.set()
    writer.join()
    assert done.safety is not None
    with open_archive(done.safety).table("imports") as table:
        before = set(table.read().column("import_id").to_pylist())
    with engine.cursor() as cursor:
        after = {row[0] for row in cursor.execute("SELECT import_id FROM imports").fetchall()}
    assert set(written) <= before | after


def test_two_restores_at_once_stand_in_line(engine: Engine, backup: Path) -> None:
    archive, failed = open_archive(backup), []

    def run() -> None:
        try:
            restore(engine, archive, safety_name(engine.path))
        except BaseException as reason:
            failed.append(reason)

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert everything(engine) == of(backup.with_name("ita.duckdb"))
    assert [is_good(one.path) for one in kept(engine.path)] == [True] * 3


@pytest.mark.parametrize("step", [1, 20, 40, 60, 80])
def test_a_cancelled_restore_leaves_no_trace(step: int, engine: Engine, backup: Path, tmp_path: Path) -> None:
    before, there = everything(engine), files(tmp_path)
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) >= step

    with pytest.raises(CancelledError):
        restore(engine, open_archive(backup), safety_name(engine.path), cancelled=cancelled)
    assert len(asked) == step
    assert everything(engine) == before
    assert files(tmp_path) - {"backups"} == there


def test_a_restore_that_fails_leaves_everything(engine: Engine, backup: Path, tmp_path: Path) -> None:
    before, there = everything(engine), files(tmp_path)
    # The backup changes after it was checked.
    archive = open_archive(backup)
    data = bytearray(backup.read_bytes())
    start = data.index(b"PAR1", len(data) // 2)
    data[start : start + 400] = bytes(400)
    backup.write_bytes(data)
    with pytest.raises(InputError):
        restore(engine, archive, safety_name(engine.path))
    assert everything(engine) == before
    assert files(tmp_path) == there


@pytest.mark.parametrize("how", ["head", "cut", "noise", "empty-log"])
def test_a_damaged_database_is_moved_aside(how: str, database: Path, backup: Path) -> None:
    log = database.with_name("ita.duckdb.wal")
    content = database.read_bytes()
    damaged = {
        "head": b"\0" * 5000 + content[5000:],
        "cut": content[: len(content) // 2],
        "noise": content[:12288] + random.Random(3).randbytes(len(content) - 12288),
        "empty-log": b"not a database",
    }[how]
    database.write_bytes(damaged)
    log.write_bytes(b"an old log")
    done = restore_file(database, backup, safety_name(database))
    assert of(database) == of(backup.with_name("ita.duckdb"))
    assert done.aside == database.with_name("ita.duckdb.damaged-1")
    assert done.aside.read_bytes() == damaged
    assert done.aside.with_name("ita.duckdb.damaged-1.wal").read_bytes() == b"an old log"
    # A second damaged one finds another name.
    database.write_bytes(b"again")
    assert restore_file(database, backup, safety_name(database)).aside == database.with_name("ita.duckdb.damaged-2")


def test_a_log_that_was_left_behind_is_not_taken_for_the_new_databases(
    database: Path, backup: Path, tmp_path: Path
) -> None:
    """DuckDB would put the rows of any log beside a file into it."""
    (tmp_path / "left").mkdir()
    left = Path(shutil.copy(database, tmp_path / "left" / "ita.duckdb"))
    code = (
        "import sys, os, signal, duckdb; c = duckdb.connect(sys.argv[1]);"
        "c.execute(\"INSERT INTO agencies (agency_id, role) VALUES ('left-behind', 'own')\");"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code, str(left)], check=False)
    log = left.with_name("ita.duckdb.wal")
    assert log.exists()
    for damaged in (b"damaged", None):
        if not log.exists():
            log.write_bytes(left.with_name("ita.duckdb.damaged-1.wal").read_bytes())
        left.unlink()
        if damaged:
            left.write_bytes(damaged)
        done = restore_file(left, backup, safety_name(left))
        assert of(left) == of(backup.with_name("ita.duckdb"))
        assert done.aside is not None
        assert done.aside.with_name(f"{done.aside.name}.wal").stat().st_size > 0


def test_a_restore_that_was_stopped_while_it_moved_the_files_can_be_run_again(database: Path, backup: Path) -> None:
    content = database.read_bytes()
    _move_aside(database)
    with pytest.raises(StoreError) as caught:
        open_built(database)
    assert caught.value.rule == "store-unreadable"
    assert database.with_name("ita.duckdb.damaged-1").read_bytes() == content
    restore_file(database, backup, safety_name(database))
    assert of(database) == of(backup.with_name("ita.duckdb"))
    assert database.with_name("ita.duckdb.damaged-1").read_bytes() == content


def test_damage_that_shows_only_when_it_is_read_is_damage_too(database: Path, backup: Path) -> None:
    sound = database.read_bytes()
    block, aside = 256 * 1024, 0
    for start in range(3 * 4096, len(sound) - block + 1, 5 * block):
        damaged = bytearray(sound)
        damaged[start + 5000 : start + 5100] = random.Random(start).randbytes(100)
        database.write_bytes(damaged)
        done = restore_file(database, backup, safety_name(database))
        aside += done.aside is not None
        assert (done.aside is None) == (done.safety is not None), "one of them holds what stood"
        if done.aside:
            assert done.aside.read_bytes() == bytes(damaged)
        assert of(database) == of(backup.with_name("ita.duckdb"))
        database.with_name("ita.duckdb.wal").unlink(missing_ok=True)
    assert aside > 0


def test_a_refused_backup_leaves_a_damaged_database_where_it_is(database: Path, backup: Path) -> None:
    database.write_bytes(b"damaged")
    backup.write_bytes(backup.read_bytes()[:-1])
    there = files(database.parent)
    with pytest.raises(InputError):
        restore_file(database, backup, safety_name(database))
    assert database.read_bytes() == b"damaged"
    assert files(database.parent) == there


def test_a_foreign_database_is_not_replaced(backup: Path, tmp_path: Path) -> None:
    path = tmp_path / "theirs.duckdb"
    with closing(duckdb.connect(str(path))) as theirs:
        theirs.execute("CREATE TABLE theirs AS SELECT 42 AS answer")
    before = path.read_bytes()
    with pytest.raises(StoreError) as caught:
        restore_file(path, backup, safety_name(path))
    assert caught.value.rule == "store-foreign"
    assert path.read_bytes() == before


# Killed


def restore_and_die(path: Path, backup: Path, step: int | None, told: Connection) -> None:
    """Restore over and over; at a step of the first, kill this process as the system would."""
    steps = 0

    def at_step(done: int, total: int, what: str) -> None:
        nonlocal steps
        steps += 1
        if steps == step:
            os.kill(os.getpid(), signal.SIGKILL)

    told.send("ready")
    while True:
        restore_file(path, backup, safety_name(path), progress=at_step)
        told.send("done")


def killed(path: Path, backup: Path, step: int | None, after: float = 30.0, *, first: int = 0) -> None:
    """Run `restore_and_die` and kill it some time after so many whole restores, unless it is dead by itself."""
    method = "forkserver" if "forkserver" in mp.get_all_start_methods() else "spawn"
    context = mp.get_context(method)
    context.set_forkserver_preload(["ita.store.restore", "tests.helpers", "ita.importing.report_import"])
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=restore_and_die, args=(path, backup, step, sender), daemon=True)
    child.start()
    sender.close()
    assert receiver.recv() == "ready"
    for _ in range(first):
        assert receiver.recv() == "done"
    child.join(after)
    child.kill()
    child.join()
    receiver.close()
    assert child.exitcode == -signal.SIGKILL


@pytest.mark.parametrize("current", [True, False], ids=["standing", "damaged"])
def test_a_kill_at_any_step_leaves_the_old_or_the_new(current: bool, database: Path, backup: Path) -> None:
    with closing(open_engine(database)) as engine:
        create_schema(engine)
    old, new = of(database), of(backup.with_name("ita.duckdb"))
    content = database.read_bytes()
    # A step is a table or a batch; the last one comes when all rows are in and nothing is committed.
    for step in (1, 20, 46):
        if not current:
            database.write_bytes(b"damaged")
        killed(database, backup, step)
        if current:
            assert of(database) in (old, new), f"step {step}"
            database.with_name("ita.duckdb.wal").unlink(missing_ok=True)
            database.write_bytes(content)
        else:
            assert database.read_bytes() == b"damaged"
    assert all(is_good(one.path) for one in kept(database))


def test_kills_at_random_moments_leave_the_old_or_the_new(database: Path, backup: Path) -> None:
    with closing(open_engine(database)) as engine:
        create_schema(engine)
    old, new = of(database), of(backup.with_name("ita.duckdb"))
    content, moments, found = database.read_bytes(), random.Random(11), []
    for kill in range(KILLS):
        killed(database, backup, None, moments.uniform(0.0, 0.5), first=kill % 2)
        state = of(database)
        found.append("old" if state == old else "new" if state == new else "half")
        assert all(is_good(one.path) for one in kept(database))
        with closing(open_engine(database)) as engine, engine.cursor() as cursor:
            assert query_loader.broken_checks(cursor, query_loader.ERRORS) == []
        assert kill % 2 == 0 or found[-1] == "new"
        shutil.rmtree(database.parent / "backups", ignore_errors=True)
        database.with_name("ita.duckdb.wal").unlink(missing_ok=True)
        database.write_bytes(content)
    assert "half" not in found
