"""The database opens only where it may, writes whole or not at all, and gives each use its own cursor."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from ita.errors import InputError, StoreError
from ita.frameworks import Frameworks
from ita.i18n import error_text
from ita.importing.build import open_built
from ita.importing.typed_import import import_typed
from ita.model import TypedResult
from ita.store import query_loader
from ita.store.backup import make_backup
from ita.store.backup_rotation import make_daily, safety_name, with_backup
from ita.store.engine import (
    SCHEMA_VERSION,
    WRITE_ATTEMPTS,
    Cursor,
    Engine,
    create_schema,
    open_engine,
)
from ita.store.error_mapping import DAMAGE, cannot_open
from ita.store.restore import restore_file
from ita.store.scratch import preview
from tests.helpers import ROOT, everything, read

pytestmark = pytest.mark.slow

HOLDER = """
import sys
from pathlib import Path
from ita.store.engine import open_engine
engine = open_engine(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


def refusal(path: Path) -> StoreError:
    """Return why a file does not open; it says so in both languages, naming the file."""
    with pytest.raises(StoreError) as caught:
        open_built(path)[0].close()
    for lang in ("th", "en"):
        said = error_text(caught.value, lang)
        assert str(path) in said
        assert caught.value.hint
    return caught.value


# Opening


def test_a_new_file_is_made_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "ใหม่" / "deep er" / "ita.duckdb"
    with closing(open_built(path)[0]) as engine:
        assert len(read(engine, "agencies")) == 6
    assert path.is_file()


def test_a_foreign_duckdb_file_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "theirs.duckdb"
    with closing(duckdb.connect(str(path))) as theirs:
        theirs.execute("CREATE TABLE theirs AS SELECT 42 AS answer")
    before = path.read_bytes()
    assert refusal(path).rule == "store-foreign"
    assert path.read_bytes() == before


def test_a_foreign_file_with_a_table_named_as_ours_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "theirs.duckdb"
    with closing(duckdb.connect(str(path))) as theirs:
        theirs.execute("CREATE TABLE imports AS SELECT 42 AS answer")
    before = path.read_bytes()
    assert refusal(path).rule == "store-foreign"
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["schema_version", "schema_versions"])
@pytest.mark.parametrize(
    "column",
    [
        duckdb.ColumnExpression("value").cast("VARCHAR").alias("version"),
        duckdb.ColumnExpression("value").cast("INTEGER").alias("other"),
    ],
    ids=["version VARCHAR", "other INTEGER"],
)
def test_a_foreign_file_with_a_schema_version_of_its_own(name: str, column: duckdb.Expression, tmp_path: Path) -> None:
    path = tmp_path / "theirs.duckdb"
    with closing(duckdb.connect(str(path))) as theirs:
        # A relation takes a name as a name: no statement is put together from one.
        theirs.sql("SELECT '12' AS value").project(column).create(name)
    assert refusal(path).rule in ("store-foreign", "store-newer")


@pytest.mark.parametrize(
    "content",
    [
        b"not a database",
        b"%PDF-1.7",
        bytes(5000),
        b"SQLite format 3\0" + bytes(4096),
        random.Random(1).randbytes(300_000),
    ],
    ids=["text", "PDF", "zeros", "SQLite", "noise"],
)
def test_what_is_no_database_is_left_as_it_is(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "ita.duckdb"
    path.write_bytes(content)
    assert refusal(path).rule in ("store-unreadable", "store-foreign")
    assert path.read_bytes() == content


@pytest.mark.parametrize("kept", [0.02, 0.3, 0.6, 0.9])
def test_a_truncated_database_is_left_as_it_is(kept: float, database: Path) -> None:
    content = database.read_bytes()
    content = content[: int(len(content) * kept)]
    database.write_bytes(content)
    assert refusal(database).rule in DAMAGE
    assert database.read_bytes() == content


def test_a_database_overwritten_in_its_middle_is_left_as_it_is(database: Path) -> None:
    content = bytearray(database.read_bytes())
    noise = random.Random(2).randbytes(len(content) - 20_000)
    content[12_288 : 12_288 + len(noise)] = noise
    database.write_bytes(content)
    assert refusal(database).rule == "store-unreadable"
    assert database.read_bytes() == bytes(content)


def test_damage_is_told_wherever_in_the_file_it_is(database: Path) -> None:
    sound = database.read_bytes()
    header, block = 3 * 4096, 256 * 1024
    told = set()
    for start in range(header, len(sound) - block + 1, 3 * block):
        damaged = bytearray(sound)
        damaged[start + 5000 : start + 5100] = random.Random(start).randbytes(100)
        database.write_bytes(damaged)
        try:
            with closing(open_built(database)[0]) as engine:
                everything(engine)
        except StoreError as reason:
            told.add(reason.rule)
            assert str(database) in error_text(reason, "th")
        database.with_name(f"{database.name}.wal").unlink(missing_ok=True)
    assert told == {"store-unreadable", "store-damaged"}


def look_a_little(engine: Engine) -> None:
    """Read one small table, as opening a page does before it asks for figures."""
    with engine.cursor() as cursor:
        query_loader.rows(cursor, "agencies")


def late_damage(database: Path) -> bytes:
    """Damage a block that is read only when its rows are asked for; return the bytes of the damaged file."""
    sound, block = database.read_bytes(), 256 * 1024
    for start in range(3 * 4096, len(sound) - block + 1, block):
        damaged = bytearray(sound)
        damaged[start + 5000 : start + 5100] = bytes(100)
        database.write_bytes(damaged)
        with suppress(StoreError), closing(open_engine(database)) as engine:
            look_a_little(engine)
            with suppress(StoreError):
                engine.read_through()
            if engine.is_damaged:
                return bytes(damaged)
    raise AssertionError("no block is read late")


def test_a_file_damaged_in_its_middle_is_refused_when_it_is_opened_and_not_written_to(database: Path) -> None:
    content = bytearray(database.read_bytes())
    middle = len(content) // 2
    content[middle - 200_000 : middle + 200_000] = (b ^ 0x5A for b in content[middle - 200_000 : middle + 200_000])
    database.write_bytes(content)
    # It opens as long as nobody asks for what is stored in its middle.
    open_engine(database, read_only=True).close()
    reason = refusal(database)
    assert reason.rule == "store-damaged"
    for lang, first, detail in (
        ("th", "ปิดแดชบอร์ดก่อน", "รายละเอียด: "),
        ("en", "Close the dashboard first", "Details: "),
    ):
        sentence, last = error_text(reason, lang).splitlines()
        assert first in sentence
        assert "Corrupt" not in sentence
        assert last.startswith(detail)
        assert "Corrupt" in last
    assert database.read_bytes() == content
    assert not database.with_name("ita.duckdb.wal").exists()


def test_after_damage_was_met_nothing_more_is_written(database: Path) -> None:
    damaged = late_damage(database)
    with closing(open_engine(database)) as engine:
        look_a_little(engine)
        with pytest.raises(StoreError):
            everything(engine)
        for write in (lambda: engine.transact(add_agency), lambda: create_schema(engine)):
            with pytest.raises(StoreError) as caught:
                write()
            assert caught.value.rule == "store-damaged"
            assert "Corrupt" in error_text(caught.value, "th"), "what was met first is told, not what came of it"
    assert database.read_bytes() == damaged
    assert not database.with_name("ita.duckdb.wal").exists()


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    assert refusal(tmp_path).rule == "store-unreadable"


def test_a_place_below_a_file_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert refusal(tmp_path / "file" / "ita.duckdb").rule == "store-unreadable"


def test_a_newer_schema_is_left_as_it_is(database: Path) -> None:
    with closing(duckdb.connect(str(database))) as connection:
        connection.execute("UPDATE schema_versions SET version = version + 1")
    reason = refusal(database)
    assert reason.rule == "store-newer"
    with closing(duckdb.connect(str(database))) as connection:
        assert connection.execute("SELECT version FROM schema_versions").fetchall() == [(SCHEMA_VERSION + 1,)]


def with_format(content: bytes, version: int) -> bytes:
    """Return a database file whose header names another storage format, its checksum right."""
    header = bytearray(content[:4096])
    header[12:20] = version.to_bytes(8, "little")
    digest = 5381
    for at in range(8, 4096, 8):
        digest ^= int.from_bytes(header[at : at + 8], "little") * 0xBF58476D1CE4E5B9 % 2**64
    header[:8] = digest.to_bytes(8, "little")
    return bytes(header) + content[4096:]


def test_a_newer_storage_format_is_told_as_newer_and_never_as_damage(database: Path) -> None:
    with closing(open_engine(database)) as engine:
        good = make_daily(engine)
    content = database.read_bytes()
    assert with_format(content, int.from_bytes(content[12:20], "little")) == content, "the checksum is DuckDB's"
    newer = with_format(content, 9999)
    database.write_bytes(newer)
    reason = refusal(database)
    assert reason.rule == "store-newer"
    assert "command" not in with_backup(reason, database).params
    assert good is not None
    with pytest.raises(StoreError) as caught:
        restore_file(database, good, safety_name(database))
    assert caught.value.rule == "store-newer"
    assert database.read_bytes() == newer


# Whoever runs it may do nothing with the file: root gives its rights up first.
FORBIDDEN = """
import encodings.cp437, os, sys
from pathlib import Path
from ita.errors import StoreError
from ita.store.backup_rotation import safety_name, with_backup
from ita.store.engine import open_engine
from ita.store.error_mapping import DAMAGE, cannot_open
from ita.store.restore import restore_file
os.chdir(sys.argv[1])
if os.getuid() == 0:
    os.setuid(65534)
path = Path("ita.duckdb")
for work in (lambda: open_engine(path), lambda: restore_file(path, Path("b.zip"), safety_name(path))):
    try:
        work()
    except StoreError as reason:
        print(with_backup(reason, path).rule, "command" in with_backup(reason, path).params)
"""


def without_rights(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run code with a folder as its argument."""
    return subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )


@pytest.fixture
def public(database: Path) -> Iterator[Path]:
    """Return a folder with a copy of the database that every account can come to, as pytest's own cannot."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(database, folder / "ita.duckdb")
        folder.chmod(0o777)
        yield folder


def test_a_file_that_may_not_be_opened_is_told_as_that_and_never_replaced(public: Path) -> None:
    database = public / "ita.duckdb"
    with closing(open_engine(database)) as engine:
        make_backup(engine, public / "b.zip")
        make_daily(engine)
    there = sorted(public.rglob("*"))
    database.chmod(0)
    (public / "b.zip").chmod(0o644)
    done = without_rights(FORBIDDEN, public)
    assert done.stdout.split() == ["store-forbidden", "False"] * 2, done.stderr
    assert sorted(public.rglob("*")) == there


# The file may be written to, the folder not, so that there is no place for the log.
LOCKED_FOLDER = """
import encodings.cp437, os, sys
from decimal import Decimal
from pathlib import Path
from ita.errors import StoreError
from ita.importing.typed_import import import_typed
from ita.model import TypedResult
from ita.store.engine import open_engine
os.chdir(sys.argv[1])
if os.getuid() == 0:
    os.setuid(65534)
engine = open_engine(Path("ita.duckdb"))
try:
    import_typed(engine, "ban-mo", TypedResult(2568, {9: Decimal(90)}, None, None))
except StoreError as reason:
    print(reason.rule)
with engine.cursor() as cursor:
    print(cursor.execute("SELECT count(*) FROM imports").fetchone()[0])
"""


def test_a_folder_that_may_not_be_written_to_is_no_damage(public: Path) -> None:
    database = public / "ita.duckdb"
    with closing(open_engine(database)) as engine, engine.cursor() as cursor:
        imports = cursor.execute("SELECT count(*) FROM imports").fetchall()[0][0]
    database.chmod(0o666)
    public.chmod(0o555)
    done = without_rights(LOCKED_FOLDER, public)
    public.chmod(0o755)
    assert done.stdout.split() == ["store-unwritable", str(imports)], done.stderr


@pytest.mark.parametrize(
    ("reason", "rule"),
    [
        ("IO Error: Cannot open file: ถูกใช้อยู่\n\nFile is already open in \npython.exe (PID 42)", "store-locked"),
        ('IO Error: Could not set lock on file "a": Conflicting lock is held in python3 (PID 42)', "store-locked"),
        ('IO Error: Cannot open file "a": Too many open files', "store-forbidden"),
        ('IO Error: Cannot open file "a": No space left on device', "store-unwritable"),
        ("IO Error: Corrupt database file: computed checksum 1 does not match stored checksum 2", "store-unreadable"),
    ],
)  # fmt: skip
def test_what_the_system_says_is_told_for_what_it_is(reason: str, rule: str) -> None:
    told = cannot_open(Path("a"), reason)
    assert told.rule == rule
    assert told.params.get("pid") == ("42" if rule == "store-locked" else None)


@contextmanager
def another_process(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Hold a database open in another process."""
    child = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        yield child
    finally:
        child.kill()
        child.communicate()


def test_a_file_that_another_process_holds_names_it(database: Path) -> None:
    with another_process(database) as holder:
        reason = refusal(database)
        assert reason.rule == "store-locked"
        if sys.platform != "win32":
            assert reason.params["pid"] == str(holder.pid)
            assert f"PID {holder.pid}" in error_text(reason, "th")
    with closing(open_engine(database)) as engine:
        assert len(read(engine, "agencies")) == 6


def test_no_extension_is_ever_fetched(engine: Engine) -> None:
    with engine.cursor() as cursor:
        settings = dict(
            cursor.execute(
                "SELECT name, value FROM duckdb_settings() WHERE name LIKE 'auto%known_extensions'"
            ).fetchall()
        )
    assert settings == {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}


def test_the_schema_can_be_made_again(engine: Engine) -> None:
    before = everything(engine)
    create_schema(engine)
    assert everything(engine) == before


def test_a_schema_that_fails_half_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = dict(query_loader.queries("schema"))
    broken = query_loader.parse("999_broken", "CREATE VIEW broken AS SELECT nothing FROM nowhere;")
    real = query_loader.queries
    monkeypatch.setattr(
        query_loader, "queries", lambda folder: whole | {"x": broken} if folder == "schema" else real(folder)
    )
    with closing(open_engine(tmp_path / "new.duckdb")) as engine:
        with pytest.raises(duckdb.CatalogException):
            create_schema(engine)
        with engine.cursor() as cursor:
            assert cursor.execute("SHOW TABLES").fetchall() == []


# Transactions


def add_agency(cursor: Cursor, agency_id: str = "x") -> None:
    cursor.execute("INSERT INTO agencies (agency_id, role) VALUES (?, 'own')", [agency_id])


def agencies(engine: Engine) -> list[str]:
    return [row["agency_id"] for row in read(engine, "agencies")]


def test_work_is_stored_whole(engine: Engine) -> None:
    revision = engine.revision
    assert engine.transact(lambda cursor: add_agency(cursor) or 42) == 42
    assert "x" in agencies(engine)
    assert engine.revision == revision + 1


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, InputError, duckdb.Error])
def test_an_error_stores_nothing(error: type[BaseException], engine: Engine) -> None:
    before, revision = everything(engine), engine.revision

    def work(cursor: Cursor) -> None:
        add_agency(cursor)
        raise error("stop")

    with pytest.raises(error):
        engine.transact(work)
    assert everything(engine) == before
    assert engine.revision == revision
    engine.transact(add_agency)
    assert "x" in agencies(engine)


def test_a_statement_that_fails_stores_nothing(engine: Engine) -> None:
    before = everything(engine)

    def work(cursor: Cursor) -> None:
        add_agency(cursor)
        cursor.execute("INSERT INTO nowhere VALUES (1)")

    with pytest.raises(duckdb.CatalogException):
        engine.transact(work)
    assert everything(engine) == before


def test_every_transaction_takes_its_turn_first(engine: Engine) -> None:
    def turn() -> int:
        with engine.cursor() as cursor:
            ((value,),) = cursor.execute("SELECT turn FROM write_lock").fetchall()
        return int(value)

    before = turn()
    for _ in range(3):
        engine.transact(lambda cursor: None)
    assert turn() == before + 3
    preview(engine, "ban-mo", lambda cursor: None)
    assert turn() == before + 3


def test_a_writer_that_lost_its_turn_tries_again_and_then_gives_up(engine: Engine) -> None:
    tried: list[int] = []

    def work(cursor: Cursor) -> None:
        tried.append(1)
        add_agency(cursor)

    with engine.cursor() as other:
        other.begin()
        query_loader.write(other, "acquire_write_lock")
        with pytest.raises(StoreError) as caught:
            engine.transact(work)
        assert caught.value.rule == "store-busy"
        assert str(WRITE_ATTEMPTS) in error_text(caught.value, "th")
        other.rollback()
    assert tried == []
    engine.transact(work)
    assert tried == [1]
    assert agencies(engine).count("x") == 1


def test_work_that_met_another_writer_runs_again_from_the_start(engine: Engine) -> None:
    tried: list[int] = []

    def work(cursor: Cursor) -> None:
        tried.append(1)
        add_agency(cursor)
        if len(tried) == 1:
            raise duckdb.TransactionException("TransactionContext Error: Conflict on update!")

    engine.transact(work)
    assert len(tried) == 2
    assert agencies(engine).count("x") == 1


def test_many_threads_write_and_nothing_is_lost(engine: Engine, frameworks: Frameworks) -> None:
    failed: list[BaseException] = []
    writers, each = 4, 5

    def write(writer: int) -> None:
        try:
            for number in range(each):
                score = Decimal(50 + writer * each + number)
                import_typed(engine, "sao", TypedResult(2560 + writer, {1: score}, None, None))
        except BaseException as reason:
            failed.append(reason)

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with engine.cursor() as cursor:
        numbers = [row[0] for row in cursor.execute("SELECT import_no FROM imports ORDER BY import_no").fetchall()]
        scores = cursor.execute("SELECT score FROM indicator_score_facts WHERE origin = 'own_result'").fetchall()
        assert query_loader.broken_checks(cursor) == []
    assert numbers == list(range(1, 3 + writers * each + 1))
    assert sorted(score for (score,) in scores) == [Decimal(50 + n) for n in range(writers * each)]


# Cursors


def test_a_cursor_sees_only_what_is_committed(engine: Engine) -> None:
    seen: list[bool] = []

    def work(cursor: Cursor) -> None:
        add_agency(cursor)
        with engine.cursor() as other:
            seen.append("x" in [row["agency_id"] for row in query_loader.rows(other, "agencies")])

    engine.transact(work)
    assert seen == [False]
    assert "x" in agencies(engine)


def test_two_cursors_do_not_take_each_others_rows(engine: Engine) -> None:
    with engine.cursor() as first, engine.cursor() as second:
        first.execute("SELECT 1 FROM range(10000)")
        second.execute("SELECT 2 FROM range(10000)")
        assert {row[0] for row in first.fetchall()} == {1}
        assert {row[0] for row in second.fetchall()} == {2}


def test_a_cursor_is_closed_after_its_use_also_after_an_error(engine: Engine) -> None:
    with engine.cursor() as kept:
        pass
    with pytest.raises(duckdb.ConnectionException):
        kept.execute("SELECT 1")
    with pytest.raises(ValueError, match="stop"), engine.cursor() as broken:
        raise ValueError("stop")
    with pytest.raises(duckdb.ConnectionException):
        broken.execute("SELECT 1")


def test_many_threads_read_what_they_asked_for(engine: Engine) -> None:
    expected = {
        (agency, year): read(engine, "gap_ranking", agency=agency, year=year)
        for agency, year in (
            ("ban-mo", 2568),
            ("trat", 2563),
            ("trat", 2564),
            ("chanthaburi", 2563),
            ("thailand", 2568),
        )
    }
    wrong: list[object] = []

    def ask(seed: int) -> None:
        chosen = random.Random(seed)
        for _ in range(12):
            agency, year = chosen.choice(list(expected))
            found = read(engine, "gap_ranking", agency=agency, year=year)
            if found != expected[agency, year]:
                wrong.append((agency, year, found))

    threads = [threading.Thread(target=ask, args=(seed,)) for seed in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_readers_beside_a_writer_see_all_of_an_import_or_nothing(engine: Engine) -> None:
    stop, wrong = threading.Event(), []

    def watch() -> None:
        while not stop.is_set():
            with engine.cursor() as cursor:
                found = cursor.execute(
                    "SELECT count(*) FROM indicator_score_facts WHERE origin = 'own_result' GROUP BY import_no"
                ).fetchall()
            wrong.extend(count for (count,) in found if count != 10)

    watcher = threading.Thread(target=watch)
    watcher.start()
    for step in range(8):
        import_typed(engine, "sao", TypedResult(2568, dict.fromkeys(range(1, 11), Decimal(80 + step)), None, None))
    stop.set()
    watcher.join()
    assert wrong == []


def test_a_closed_database_opens_again_with_all_that_was_stored(database: Path) -> None:
    with closing(open_engine(database)) as engine:
        engine.transact(add_agency)
    with closing(open_engine(Path(shutil.copy(database, database.with_name("copy.duckdb"))))) as copy:
        assert "x" in agencies(copy)


@pytest.fixture
def copied(database: Path) -> Callable[[], Engine]:
    """Return what opens a copy of the main file alone, without its log, as of now."""

    def opened() -> Engine:
        return open_engine(Path(shutil.copy(database, database.with_name("copy.duckdb"))), read_only=True)

    return opened


def test_the_main_file_alone_holds_what_was_stored(engine: Engine, copied: Callable[[], Engine]) -> None:
    import_typed(engine, "sao", TypedResult(2568, {1: Decimal(80)}, None, None))
    with closing(copied()) as copy:
        assert everything(copy) == everything(engine)


def test_what_is_stored_beside_a_reader_comes_into_the_main_file_after_it(
    engine: Engine, copied: Callable[[], Engine]
) -> None:
    with engine.cursor() as reader:
        reader.begin()
        reader.execute("FROM imports").fetchall()
        engine.transact(add_agency)
        with closing(copied()) as copy:
            assert "x" not in agencies(copy), "beside this reader it should not be possible"
    with closing(copied()) as copy:
        assert "x" in agencies(copy)


def test_a_new_database_is_in_its_main_file_as_soon_as_it_is_built(tmp_path: Path) -> None:
    path = tmp_path / "new.duckdb"
    with closing(open_built(path)[0]) as built:
        shutil.copy(path, tmp_path / "copy.duckdb")
        with closing(open_engine(tmp_path / "copy.duckdb", read_only=True)) as copy:
            assert everything(copy) == everything(built)


# The door to the queries


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"agency": "ban-mo"},
        {"agency": "ban-mo", "year": "2568", "more": "1"},
        {"agency": "ban-mo", "year": "next"},
        {"agency": "ban-mo", "year": ""},
        {"agency": "ban-mo", "year": "-1"},
        {"agency": "ban-mo", "year": "2568.5"},
        {"agency": "ban-mo", "year": "99999999999999999999"},
    ],
)
def test_wrong_parameters_are_told(given: dict[str, str]) -> None:
    with pytest.raises(query_loader.UsageError) as caught:
        query_loader.bind(query_loader.queries("read")["gap_ranking"], given)
    assert caught.value.rule == "query-parameters"
    assert error_text(caught.value, "th")


@pytest.mark.parametrize("year", ["2568", "๒๕๖๘"])
def test_right_parameters_are_bound(year: str) -> None:
    bound = query_loader.bind(query_loader.queries("read")["gap_ranking"], {"agency": "ban-mo", "year": year})
    assert bound == {"agency": "ban-mo", "year": 2568}


def test_a_parameter_is_never_read_as_sql(engine: Engine) -> None:
    before = everything(engine)
    hostile = "ban-mo' OR TRUE; DROP TABLE imports; --"
    assert read(engine, "gap_ranking", agency=hostile, year=2568) == []
    assert everything(engine) == before
