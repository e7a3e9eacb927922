"""One backup a day, two weeks kept, the only good one never removed, whatever the clock says."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from ita.errors import InputError, StoreError
from ita.i18n import error_text
from ita.importing.build import open_built
from ita.importing.typed_import import import_typed
from ita.model import TypedResult
from ita.paths import DATA
from ita.store.archive import MAX_BYTES, is_good, open_archive
from ita.store.backup_rotation import (
    BACKUP_DAYS,
    DailyBackups,
    folder_of,
    good,
    kept,
    last_problem,
    latest_good,
    make_daily,
    new_name,
    remove_old,
    restore_command,
    store_backup,
    sweep,
    with_backup,
)
from ita.store.engine import Engine, open_engine
from tests.helpers import ROOT

DAY = date(2026, 11, 22)


def put_in(engine: Engine, year: int) -> None:
    import_typed(engine, "sao", TypedResult(year, {1: Decimal(50)}, None, None))


def import_nos(engine: Engine) -> list[int]:
    with engine.cursor() as cursor:
        return [n for (n,) in cursor.execute("SELECT import_no FROM imports ORDER BY import_no").fetchall()]


def days(engine: Engine, kind: str = "auto") -> list[date]:
    return [one.day for one in kept(engine.path) if one.kind == kind]


def test_one_a_day_beside_the_database_named_by_date_and_import(engine: Engine) -> None:
    last = max(import_nos(engine))
    made = make_daily(engine, DAY)
    assert made == engine.path.parent / "backups" / f"ita-auto-2026-11-22-import-{last}-no-1.zip"
    assert is_good(made)
    put_in(engine, 2560)
    assert make_daily(engine, DAY) is None
    assert make_daily(engine, DAY + timedelta(days=1)).name == f"ita-auto-2026-11-23-import-{last + 1}-no-2.zip"  # type: ignore[union-attr]


def test_a_damaged_one_of_today_does_not_count(engine: Engine) -> None:
    made = make_daily(engine, DAY)
    assert made is not None
    made.write_bytes(made.read_bytes()[:-1])
    again = make_daily(engine, DAY)
    assert again is not None
    assert is_good(again)
    assert made.exists()


def test_two_weeks_are_kept(engine: Engine) -> None:
    for number in range(BACKUP_DAYS + 6):
        make_daily(engine, DAY + timedelta(days=number))
    found = days(engine)
    assert len(found) == BACKUP_DAYS == 14
    assert found[0] == DAY + timedelta(days=BACKUP_DAYS + 5)
    assert found[-1] == DAY + timedelta(days=6)


def test_what_a_person_asked_for_is_never_removed(engine: Engine) -> None:
    store_backup(engine, "manual", today=DAY)
    store_backup(engine, "safety", today=DAY)
    foreign = folder_of(engine.path) / "my own copy.zip"
    foreign.write_bytes(b"x")
    for number in range(BACKUP_DAYS + 3):
        make_daily(engine, DAY + timedelta(days=number))
    assert days(engine, "manual") == days(engine, "safety") == [DAY]
    assert foreign.exists()


def test_the_only_good_one_stays_whatever_comes_after(engine: Engine) -> None:
    good = make_daily(engine, DAY)
    assert good is not None
    for number in range(1, BACKUP_DAYS + 5):
        damaged = store_backup(engine, "auto", today=DAY + timedelta(days=number))
        damaged.write_bytes(b"damaged")
    assert remove_old(engine.path) == []
    assert good.exists()
    assert latest_good(engine.path) == good


def test_another_databases_backups_are_left(engine: Engine, tmp_path: Path) -> None:
    make_daily(engine, DAY)
    other = folder_of(engine.path) / "other-auto-2020-01-01-import-1-no-1.zip"
    other.write_bytes(b"x")
    assert [one.path for one in kept(engine.path)] != []
    assert other not in [one.path for one in kept(engine.path)]
    assert [one.path for one in kept(tmp_path / "other.duckdb")] == [other]


def test_what_a_killed_backup_left_is_swept_at_the_next_start(database: Path) -> None:
    code = (
        "import os, sys, signal, pathlib; from ita.store.engine import open_engine;"
        "from ita.store.backup_rotation import store_backup; steps = [];"
        "step = lambda *said: steps.append(1) or (len(steps) > 20 and os.kill(os.getpid(), signal.SIGKILL));"
        "store_backup(open_engine(pathlib.Path(sys.argv[1])), 'auto', progress=step)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(database)], cwd=ROOT, check=False).returncode < 0
    assert [path.suffix for path in folder_of(database).iterdir()] == [".part"]
    assert kept(database) == []
    open_built(database)[0].close()
    assert list(folder_of(database).iterdir()) == []


# The clock


def test_a_clock_that_went_back_still_gets_its_backups(engine: Engine) -> None:
    make_daily(engine, DAY)
    put_in(engine, 2560)
    back = make_daily(engine, date(2000, 1, 1))
    assert back is not None
    # It stands still there: only what was imported since asks for another.
    assert make_daily(engine, date(2000, 1, 1)) is None
    put_in(engine, 2561)
    assert latest_good(engine.path) == back
    assert make_daily(engine, DAY) is None
    assert latest_good(engine.path) == back, "the latest is by number, never by date"


def test_a_clock_that_jumps_pushes_nothing_out(engine: Engine) -> None:
    real = [make_daily(engine, DAY + timedelta(days=number)) for number in range(5)]
    for year in range(2000, 2016):
        make_daily(engine, date(year, 1, 1))
    for far in range(BACKUP_DAYS - 5):
        make_daily(engine, date(2090 + far, 1, 1))
    assert all(path is not None and path.exists() for path in real)


@pytest.mark.parametrize("seed", range(2))
def test_any_clock_keeps_the_latest_two_weeks(seed: int, engine: Engine) -> None:
    chosen = random.Random(seed)
    made: list[Path] = []
    for _ in range(30):
        path = make_daily(engine, DAY + timedelta(days=chosen.randrange(-40, 40)))
        if path:
            made.append(path)
    assert len(made) > BACKUP_DAYS
    assert all(path.exists() for path in made[-BACKUP_DAYS:])


def test_imports_are_ordered_by_number_and_not_by_clock(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import datetime

    first = len(import_nos(engine))
    assert first > 0
    for number, year in enumerate((2026, 1999, 2030, 1970)):
        monkeypatch.setattr("ita.store.writes._now", lambda year=year: datetime(year, 1, 1))
        result = TypedResult(2568, {1: Decimal(60 + number)}, None, None)
        import_typed(engine, "sao", result)
    with engine.cursor() as cursor:
        (score,) = cursor.execute(
            "SELECT score FROM shown_scores WHERE agency_id = 'sao' AND fiscal_year = 2568 AND indicator_no = 1"
        ).fetchall()
    assert import_nos(engine) == list(range(1, first + 5))
    assert score == (Decimal("63.00"),)


# While the dashboard runs


@pytest.fixture
def running(engine: Engine) -> Iterator[Callable[[], DailyBackups]]:
    """Return a call that starts the thread of the daily backups; it is stopped behind the test."""
    started: list[DailyBackups] = []

    def start() -> DailyBackups:
        started.append(DailyBackups(lambda: engine, engine.path))
        started[-1].start()
        return started[-1]

    yield start
    for thread in started:
        thread.stop()
        assert not thread.is_alive()


def wait_for(done: Callable[[], object]) -> None:
    until = time.monotonic() + 20
    while not done():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_it_makes_one_at_the_start(engine: Engine, running: Callable[[], DailyBackups]) -> None:
    running()
    wait_for(lambda: latest_good(engine.path))
    running()
    time.sleep(0.3)
    assert days(engine) == [date.today()]
    assert last_problem(engine.path) is None


def test_a_day_that_passes_counts_though_the_calendar_stands(
    engine: Engine, running: Callable[[], DailyBackups], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ita.store.backup_rotation.LOOK_EVERY", 0.05)
    monkeypatch.setattr("ita.store.backup_rotation.A_DAY", 0.5)
    running()
    wait_for(lambda: len(days(engine)) >= 3)


def test_the_work_of_the_day_gets_a_backup_of_its_own(
    engine: Engine, running: Callable[[], DailyBackups], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ita.store.backup_rotation.LOOK_EVERY", 0.05)
    monkeypatch.setattr("ita.store.backup_rotation.AGAIN_AFTER", 0.3)
    running()
    wait_for(lambda: latest_good(engine.path))
    time.sleep(0.8)
    assert len(days(engine)) == 1, "nothing was stored, so there is nothing to keep again"
    put_in(engine, 2560)
    wait_for(lambda: len(days(engine)) == 2)
    time.sleep(0.8)
    later, earlier = kept(engine.path)
    assert later.import_no == earlier.import_no + 1


def test_a_failure_is_kept_to_be_shown_and_tried_again(
    engine: Engine, running: Callable[[], DailyBackups], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ita.store.backup_rotation.LOOK_EVERY", 0.05)
    folder_of(engine.path).write_text("a file where the folder should be")
    running()
    wait_for(lambda: last_problem(engine.path))
    assert last_problem(engine.path).rule == "backup-unwritable"  # type: ignore[union-attr]
    folder_of(engine.path).unlink()
    wait_for(lambda: latest_good(engine.path))
    wait_for(lambda: last_problem(engine.path) is None)


def test_the_dashboard_goes_on_while_it_runs(engine: Engine, running: Callable[[], DailyBackups]) -> None:
    failed: list[BaseException] = []
    with engine.cursor() as first:
        agencies = first.execute("SELECT count(*) FROM agencies").fetchall()

    def read() -> None:
        try:
            for _ in range(40):
                with engine.cursor() as cursor:
                    assert cursor.execute("SELECT count(*) FROM agencies").fetchall() == agencies
        except BaseException as reason:
            failed.append(reason)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    running()
    put_in(engine, 2560)
    for reader in readers:
        reader.join()
    wait_for(lambda: latest_good(engine.path))
    assert failed == []


def test_what_another_database_of_the_folder_is_writing_is_left(engine: Engine) -> None:
    own = new_name(engine.path, "auto", 3)
    other = new_name(engine.path.with_name(f"{engine.path.stem}-2.duckdb"), "auto", 3)
    parts = [path.with_name(f".{path.name}.part") for path in (own, other)]
    folder_of(engine.path).mkdir()
    for part in parts:
        part.write_bytes(b"x")
    sweep(engine.path)
    assert [part.exists() for part in parts] == [False, True]


# A damaged database


def test_a_damaged_database_names_its_latest_good_backup_and_the_command(database: Path) -> None:
    engine = open_engine(database)
    good = make_daily(engine, DAY)
    bad = store_backup(engine, "auto", today=DAY + timedelta(days=1))
    engine.close()
    bad.write_bytes(b"damaged")
    database.write_bytes(database.read_bytes()[:40_000])
    with pytest.raises(StoreError) as caught:
        open_built(database)
    assert caught.value.rule == "store-unreadable"
    for lang in ("th", "en"):
        said = error_text(caught.value, lang)
        assert f"start.py ita restore {good}" in said
        assert f"--db {database}" in said
    assert with_backup(caught.value, database) is caught.value


def test_without_a_backup_nothing_is_promised(database: Path) -> None:
    database.write_bytes(b"damaged")
    with pytest.raises(StoreError) as caught:
        open_built(database)
    assert "restore" not in error_text(caught.value, "en")


def test_the_usual_database_needs_no_option() -> None:
    assert "--db" not in restore_command(Path("b.zip"), DATA / "ita.duckdb")
    assert restore_command(Path("my backup.zip"), DATA / "ita.duckdb").count("my backup.zip") == 1


# What only looks like a backup


def look_alikes(engine: Engine) -> list[Path]:
    """Put a device, a pipe, a link to nothing, a folder and a file beyond all size where backups are."""
    folder = folder_of(engine.path)
    folder.mkdir(exist_ok=True)
    names = [folder / f"ita-auto-2030-01-01-import-1-no-{number}.zip" for number in range(101, 107)]
    names[0].symlink_to("/dev/zero")
    os.mkfifo(names[1])
    names[2].symlink_to(names[1])
    names[3].symlink_to(folder / "nothing")
    names[4].mkdir()
    with names[5].open("wb") as endless:
        endless.truncate(MAX_BYTES + 1)
    return names


def test_only_plain_files_of_a_sane_size_are_looked_at(engine: Engine) -> None:
    if os.name == "nt":
        # Windows has none of these files.
        return
    names = look_alikes(engine)
    assert kept(engine.path) == []
    assert latest_good(engine.path) is None
    assert [good(name) for name in names] == [False] * len(names)
    sweep(engine.path)
    made = make_daily(engine)
    assert made is not None
    assert [one.path for one in kept(engine.path)] == [made]
    assert kept(engine.path)[0].number == 107, "a name that is taken is not given again"
    for name in names[:3]:
        with pytest.raises(InputError) as caught:
            open_archive(name)
        assert caught.value.rule == "backup-foreign"
    assert all(name.is_symlink() or name.exists() for name in names), "what is not ours is left"


def test_a_link_to_a_backup_is_one(engine: Engine, tmp_path: Path) -> None:
    if os.name == "nt":
        # A link needs a right of its own there.
        return
    made = store_backup(engine, "manual")
    elsewhere = made.rename(tmp_path / "elsewhere.zip")
    made.symlink_to(elsewhere)
    assert latest_good(engine.path) == made
