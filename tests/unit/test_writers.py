"""Writers are served in the order in which they come; who waits is told and may leave; a missing file is noticed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from ita.errors import StoreError
from ita.i18n import error_text
from ita.importing.typed_import import import_typed
from ita.model import TypedResult
from ita.progress import WAITING, CancelledError, watched
from ita.store import query_loader, writes
from ita.store.archive import is_good
from ita.store.backup_rotation import DailyBackups, kept, store_backup, with_backup
from ita.store.engine import Cursor, Engine, open_engine
from ita.store.fair_lock import FairLock
from ita.store.file_identity import FileIdentity, is_still
from tests.helpers import ROOT, everything, one, read

pytestmark = pytest.mark.slow


def waiting(lock: FairLock) -> int:
    return len(lock._waiting)


def until(condition: Callable[[], bool]) -> None:
    """Wait for a condition; a test that would wait for ever fails."""
    given_up = threading.Event()
    for _ in range(5000):
        if condition():
            return
        given_up.wait(0.002)
    raise AssertionError("it never came to that")


@contextmanager
def holding(lock: FairLock) -> Iterator[None]:
    """Let another thread hold a lock meanwhile."""
    go, held = threading.Event(), threading.Event()

    def hold() -> None:
        with lock.held():
            held.set()
            go.wait(20)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(20)
    try:
        yield
    finally:
        go.set()
        thread.join()


def test_those_who_wait_are_served_in_the_order_in_which_they_came() -> None:
    lock, served = FairLock(), list[int]()

    def take(number: int) -> None:
        with lock.held():
            served.append(number)

    threads = [threading.Thread(target=take, args=(number,)) for number in range(12)]
    with holding(lock):
        for number, thread in enumerate(threads):
            thread.start()
            until(lambda number=number: waiting(lock) == number + 1)  # type: ignore[misc]
    for thread in threads:
        thread.join()
    assert served == list(range(12))


def test_whoever_holds_the_lock_takes_it_again_and_gives_it_back_once_done() -> None:
    lock = FairLock()
    with lock.held(), lock.held():
        assert lock.acquire_now()
        lock.release()
    with holding(lock):
        assert not lock.acquire_now()
    assert lock.acquire_now()
    lock.release()


def test_one_who_leaves_the_line_lets_the_others_on() -> None:
    lock, served, left = FairLock(), list[str](), list[BaseException]()

    def kept_fields(seconds: float) -> None:
        raise CancelledError

    def impatient() -> None:
        try:
            with lock.held(kept_fields):
                served.append("impatient")
        except CancelledError as reason:
            left.append(reason)

    def patient() -> None:
        with lock.held():
            served.append("patient")

    threads = [threading.Thread(target=impatient), threading.Thread(target=patient)]
    with holding(lock):
        for number, thread in enumerate(threads):
            thread.start()
            until(lambda number=number: waiting(lock) + len(left) == number + 1)  # type: ignore[misc]
        threads[0].join()
        assert waiting(lock) == 1
    threads[1].join()
    assert (served, len(left)) == (["patient"], 1)
    assert lock.acquire_now()


def test_a_stampede_keeps_one_at_a_time() -> None:
    lock, inside, most = FairLock(), [0], [0]

    def take() -> None:
        for _ in range(50):
            with lock.held():
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                inside[0] -= 1

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]
    assert waiting(lock) == 0


def test_one_who_waits_to_store_is_told_and_may_cancel(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ita.store.engine.PATIENCE", 0.0)
    before, said, cancelled = everything(engine), list[str](), list[bool]()

    def hear(_done: int, _total: int, what: str) -> None:
        said.append(what)
        cancelled.append(True)

    with holding(engine._writing), watched(hear, lambda: bool(cancelled)), pytest.raises(CancelledError):
        engine.transact(lambda cursor: writes.claim_agency(cursor, "ban-mo"))
    assert said == [WAITING]
    assert everything(engine) == before


def test_a_write_under_way_ends_before_the_database_is_closed(database: Path) -> None:
    engine, started, go = open_engine(database), threading.Event(), threading.Event()

    def work(cursor: Cursor) -> None:
        started.set()
        go.wait(20)
        writes.claim_agency(cursor, "ban-mo")

    writer = threading.Thread(target=lambda: engine.transact(work))
    writer.start()
    started.wait(20)
    closer = threading.Thread(target=engine.close)
    closer.start()
    until(lambda: waiting(engine._writing) == 1)
    go.set()
    writer.join()
    closer.join()
    with closing(open_engine(database)) as again:
        assert [row["role"] for row in read(again, "agencies") if row["agency_id"] == "ban-mo"] == ["own"]


TERMINATED = """
import sys, threading
from pathlib import Path
from ita.store import writes
from ita.store.engine import open_engine
engine = open_engine(Path(sys.argv[1]))
def work(cursor):
    writes.claim_agency(cursor, "ban-mo")
    if sys.argv[2] == "inside":
        print("inside", flush=True); threading.Event().wait(60)
engine.transact(work)
print("stored", flush=True); threading.Event().wait(60)
"""


@pytest.mark.parametrize("moment", ["inside", "stored"])
def test_a_termination_in_a_write_leaves_all_of_it_or_nothing(moment: str, database: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", TERMINATED, str(database), moment], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == f"{moment}\n"
        child.send_signal(signal.SIGTERM)
        # Windows ends the process with this number for its code.
        assert child.wait(20) == (signal.SIGTERM if os.name == "nt" else -signal.SIGTERM)
    with closing(open_engine(database)) as engine:
        (role,) = [row["role"] for row in read(engine, "agencies") if row["agency_id"] == "ban-mo"]
        assert role == ("own" if moment == "stored" else "sample")
        with engine.cursor() as cursor:
            assert query_loader.broken_checks(cursor) == []


SECOND = """
import asyncio, app
async def serve():
    async with app.lifespan(app.app):
        print("open", flush=True)
asyncio.run(serve())
"""


def test_a_second_server_on_one_file_ends_with_the_reason(engine: Engine) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SECOND],
        cwd=ROOT,
        env={**os.environ, "ITA_DATABASE": str(engine.path), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert "open" not in done.stdout.split()
    said = [line for line in done.stderr.splitlines() if str(engine.path) in line]
    assert len(said) == 2, "the reason in Thai and in English"
    assert "in use by another process" in said[1]
    if os.name == "posix":
        assert all(f"PID {os.getpid()}" in line for line in said)
    assert "Traceback" not in done.stderr


def test_a_clock_that_is_set_back_changes_no_order(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def typed(score: int) -> str:
        return import_typed(engine, "sao", TypedResult(2567, {1: Decimal(score)}, None, None)).import_id

    first = typed(50)
    monkeypatch.setattr(writes, "_now", lambda: datetime(2001, 1, 1, tzinfo=UTC).replace(tzinfo=None))
    second = typed(60)
    assert [row["import_id"] for row in read(engine, "imports", agency="sao")][:2] == [second, first]
    assert one(engine, "own_result", agency="sao", year=2567)["score"] == Decimal(60)
    assert int(second.split("-")[0]) == int(first.split("-")[0]) + 1


# The file goes


def test_a_removed_file_is_noticed_before_the_next_write(engine: Engine) -> None:
    backup = store_backup(engine, "manual")
    engine.path.unlink()
    before = everything(engine)
    assert engine.is_gone
    for write in (lambda: engine.transact(lambda cursor: writes.claim_agency(cursor, "ban-mo")),
                  lambda: import_typed(engine, "sao", TypedResult(2567, {1: Decimal(50)}, None, None))):  # fmt: skip
        with pytest.raises(StoreError) as caught:
            write()
        assert caught.value.rule == "store-gone"
    said = with_backup(caught.value, engine.path)
    for lang in ("th", "en"):
        assert str(backup) in error_text(said, lang)
        assert "ita restore" in error_text(said, lang)
    # What was stored can still be read, and be brought to safety.
    assert everything(engine) == before
    assert is_good(store_backup(engine, "manual"))
    assert not engine.path.exists()


def test_a_file_that_takes_its_place_is_left_alone(engine: Engine, built: Path) -> None:
    shutil.copy(built, engine.path.with_name("other.duckdb")).replace(engine.path)
    other = engine.path.read_bytes()
    with pytest.raises(StoreError) as caught:
        engine.transact(lambda cursor: writes.claim_agency(cursor, "ban-mo"))
    assert caught.value.rule == "store-gone"
    engine.close()
    assert engine.path.read_bytes() == other
    assert not engine.path.with_name("ita.duckdb.wal").exists()


def test_a_file_that_goes_in_the_middle_of_a_write_takes_nothing_with_it(engine: Engine) -> None:
    before, aside = everything(engine), engine.path.with_name("aside.duckdb")

    def work(cursor: Cursor) -> None:
        writes.claim_agency(cursor, "ban-mo")
        engine.path.rename(aside)

    with pytest.raises(StoreError) as caught:
        engine.transact(work)
    assert caught.value.rule == "store-gone"
    # Back in its place, it is written to again.
    aside.rename(engine.path)
    assert everything(engine) == before
    engine.transact(lambda cursor: writes.claim_agency(cursor, "ban-mo"))
    assert everything(engine) != before


def test_what_a_removed_file_held_is_brought_to_safety_by_itself(engine: Engine) -> None:
    engine.path.unlink()
    thread = DailyBackups(lambda: engine, engine.path)
    thread.start()
    until(lambda: bool(kept(engine.path)))
    thread.stop()
    assert [(one.kind, is_good(one.path)) for one in kept(engine.path)] == [("safety", True)]


def test_a_system_without_file_numbers_still_tells_whether_a_file_is_there(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"")
    assert is_still(path, FileIdentity(0, 0))
    assert is_still(tmp_path / "none", None), "a database in memory has no file"
    path.unlink()
    assert not is_still(path, FileIdentity(0, 0))
