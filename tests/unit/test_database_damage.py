"""What really goes wrong: a full disk, a flipped block, another process. Each is done, none is imitated."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from ita.errors import ItaError, StoreError
from ita.frameworks import Frameworks
from ita.importing.build import build
from ita.store import query_loader
from ita.store.archive import is_good
from ita.store.backup import make_backup
from ita.store.backup_rotation import make_daily, safety_name
from ita.store.engine import open_engine
from ita.store.restore import restore_file
from tests.helpers import ROOT, everything, sheet
from tests.unit.filled_database import files, fill
from tests.unit.test_engine import another_process

FLIPS = 5
# Files of the child may not grow beyond a size: writing fails in the middle, as on a full disk.
FULL = """
import resource, sys
from ita.__main__ import main
limit = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
sys.exit(main(sys.argv[2:]))
"""


def ita_on_a_full_disk(limit: int, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command of ours that can write no file beyond a size."""
    return subprocess.run(
        [sys.executable, "-c", FULL, str(limit), *map(str, words)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def assert_told(done: subprocess.CompletedProcess[str]) -> None:
    """Assert that a command ended with a message in both languages and no traceback."""
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert "terminate called" not in done.stderr
    assert "disk has room" in done.stderr
    assert "ดิสก์" in done.stderr


@pytest.fixture
def up_to_date(database: Path) -> Path:
    """Return a database that a command opens without having to write."""
    with closing(open_engine(database)) as engine:
        build(engine)
    return database


@pytest.mark.parametrize("portion", [0.0, 0.9])
def test_a_full_disk_during_a_backup(portion: float, up_to_date: Path, tmp_path: Path) -> None:
    with closing(open_engine(up_to_date)) as engine:
        before = everything(engine)
        make_backup(engine, tmp_path / "whole.zip")
    size = (tmp_path / "whole.zip").stat().st_size
    (tmp_path / "whole.zip").unlink()
    there = files(tmp_path)
    assert_told(ita_on_a_full_disk(int(size * portion), "backup", tmp_path / "b.zip", "--db", up_to_date))
    assert files(tmp_path) == there
    with closing(open_engine(up_to_date)) as engine:
        assert everything(engine) == before


def test_a_full_disk_during_an_import(up_to_date: Path, tmp_path: Path) -> None:
    (tmp_path / "later.txt").write_bytes(sheet().with_cell(9, 3, "๑. มาตรการใหม่ ๒. อีกมาตรการ").data())
    with closing(open_engine(up_to_date)) as engine:
        before = everything(engine)
        make_daily(engine)
    # The log of the database outgrows the limit, however little of it is left.
    for limit in (0, 20_000):
        done = ita_on_a_full_disk(limit, "import", tmp_path / "later.txt", "--db", up_to_date)
        assert_told(done)
        assert "ita restore" not in done.stderr, "a full disk is no damage"
        with closing(open_engine(up_to_date)) as engine:
            assert everything(engine) == before
            with engine.cursor() as cursor:
                assert query_loader.broken_checks(cursor) == []


# The disk is full once the database is open: its log takes an import of some 200 kB, the main file nothing.
FULL_LATER = """
import resource, sys
from pathlib import Path
from decimal import Decimal
from ita.errors import StoreError
from ita.importing.typed_import import import_typed
from ita.model import TypedResult
from ita.store.engine import open_engine
engine = open_engine(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, resource.RLIM_INFINITY))
for year in (2566, 2567):
    try:
        import_typed(engine, "sao", TypedResult(year, {1: Decimal(80)}, None, None))
        print(year, "stored")
    except StoreError as reason:
        print(year, reason.rule, "File too large" in str(reason))
engine.close()
"""


def test_a_disk_that_fills_behind_the_log_loses_nothing_that_was_said_to_be_stored(up_to_date: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL_LATER, str(up_to_date)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.splitlines() == ["2566 stored", "2567 store-unwritable True"], done.stderr
    assert "Traceback" not in done.stderr
    with closing(open_engine(up_to_date)) as engine, engine.cursor() as cursor:
        scores = cursor.execute("SELECT fiscal_year, score FROM indicator_score_facts WHERE agency_id = 'sao'")
        assert scores.fetchall() == [(2566, 80)]
        assert query_loader.broken_checks(cursor) == []


def test_a_full_disk_during_a_restore(up_to_date: Path, frameworks: Frameworks, tmp_path: Path) -> None:
    other = Path(shutil.copy(up_to_date, tmp_path / "other.duckdb"))
    with closing(open_engine(other)) as engine:
        fill(engine, frameworks)
        make_backup(engine, tmp_path / "b.zip")
    with closing(open_engine(up_to_date)) as engine:
        before = everything(engine)
    for limit in (50_000, 300_000):
        there = files(tmp_path)
        done = ita_on_a_full_disk(limit, "restore", tmp_path / "b.zip", "--db", up_to_date)
        if done.returncode:
            assert_told(done)
            assert files(tmp_path) == there
            with closing(open_engine(up_to_date)) as engine:
                assert everything(engine) == before
    # And into a place where nothing is.
    assert_told(ita_on_a_full_disk(50_000, "restore", tmp_path / "b.zip", "--db", tmp_path / "new" / "ita.duckdb"))
    assert files(tmp_path / "new") == set()


def test_a_database_that_is_open_elsewhere_is_neither_backed_up_nor_replaced(database: Path, tmp_path: Path) -> None:
    with closing(open_engine(database)) as engine:
        make_backup(engine, tmp_path / "b.zip")
    with another_process(database) as holder:
        there = files(tmp_path)
        for words in (["backup", "c.zip"], ["restore", tmp_path / "b.zip"]):
            done = subprocess.run(
                [sys.executable, "-m", "ita", *words, "--db", database],
                cwd=ROOT,
                capture_output=True,
                text=True,
                encoding="utf-8",
                check=False,
            )
            assert done.returncode == 1
            assert f"PID {holder.pid}" in done.stderr
            assert "Traceback" not in done.stderr
        assert files(tmp_path) == there


def test_flipped_blocks_are_told_with_the_backup_or_do_no_harm(database: Path) -> None:
    """A hundred bytes anywhere: every row is still what it was, or the damage is told and the backup brings it back."""
    with closing(open_engine(database)) as engine:
        good = make_daily(engine)
        before = everything(engine)
    assert good is not None
    sound, chosen, told = database.read_bytes(), random.Random(21), 0
    starts = [0, 5, 4096, 8192, *(chosen.randrange(12288, len(sound) - 100) for _ in range(FLIPS))]
    for start in starts:
        damaged = bytearray(sound)
        damaged[start : start + 100] = chosen.randbytes(100)
        database.write_bytes(damaged)
        try:
            with closing(open_engine(database, read_only=True)) as engine:
                assert everything(engine) == before, start
        except StoreError as reason:
            told += 1
            assert reason.rule in ("store-unreadable", "store-damaged"), start
            done = restore_file(database, good, safety_name(database))
            assert done.aside is not None
            assert done.aside.read_bytes() == bytes(damaged)
            with closing(open_engine(database)) as engine:
                assert everything(engine) == before
    assert told >= 4
    assert is_good(good)


def test_a_damaged_backup_of_a_damaged_database_is_no_way_out(database: Path) -> None:
    with closing(open_engine(database)) as engine:
        good = make_daily(engine)
    assert good is not None
    good.write_bytes(good.read_bytes()[:-1])
    database.write_bytes(b"damaged")
    with pytest.raises(ItaError) as caught:
        restore_file(database, good, safety_name(database))
    assert caught.value.rule == "backup-damaged"
    assert database.read_bytes() == b"damaged"
