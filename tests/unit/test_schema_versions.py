"""Nothing that was kept is refused later: whole schemas by version, and a kept backup file of each that restores."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from ita.__main__ import main
from ita.importing.build import open_built
from ita.store import query_loader
from ita.store.archive import open_archive
from ita.store.backup import NOT_KEPT
from ita.store.backup_rotation import kept, safety_name
from ita.store.engine import SCHEMA_VERSION, Engine, migrations, open_engine
from ita.store.restore import restore, restore_file
from ita.store.schema_tables import TABLES_OF, lacking
from tests.golden.make_schema import HERE, differences, digest, frozen, golden, load, problems
from tests.helpers import one, read
from tests.unit.filled_database import types
from tests.unit.old_databases import PROGRAM_S, assert_same_rows, database_of

pytestmark = pytest.mark.slow

BACKUPS = sorted(HERE.glob("backup-schema-*.zip"))
EVERY_BACKUP = pytest.mark.parametrize("backup", BACKUPS, ids=lambda path: path.stem.removeprefix("backup-schema-"))


def version_of(backup: Path) -> int:
    return int(json.loads(zipfile.ZipFile(backup).read("manifest.json"))["schema_version"])


@EVERY_BACKUP
def test_a_kept_backup_says_what_it_holds_under_todays_names(backup: Path) -> None:
    holds = open_archive(backup).manifest.holds
    assert holds is None or "own_towns" not in holds
    if version_of(backup) == 3:
        assert holds is not None
        assert holds["own_agencies"] == 1


# The guard


def test_the_schema_is_the_golden_one_of_its_version(built: Path) -> None:
    with closing(open_engine(built)) as engine:
        found = types(engine)
    expected = load(SCHEMA_VERSION) if golden(SCHEMA_VERSION).exists() else None
    said = problems(found, SCHEMA_VERSION, golden(SCHEMA_VERSION).name in frozen(), expected)
    assert not said, "\n".join(["The tables are not those of this schema version.", *said])


def test_another_schema_than_that_of_the_last_release_has_a_later_version(built: Path) -> None:
    released = max(int(name[7:-5]) for name in frozen() if name.startswith("schema-") and name.endswith(".json"))
    with closing(open_engine(built)) as engine:
        said = differences(load(released), types(engine))
    assert released <= SCHEMA_VERSION
    assert not said or released < SCHEMA_VERSION, "\n".join([*said, "raise SCHEMA_VERSION in ita/store/engine.py"])


def test_what_is_frozen_was_not_changed() -> None:
    now = {name: digest(HERE / name) for name in frozen()}
    assert now == frozen(), "a golden of a released version never changes: take the change back"
    assert {path.name for path in BACKUPS} <= set(frozen())


def test_every_earlier_version_has_its_golden_its_backup_and_its_tables() -> None:
    earlier = set(range(1, SCHEMA_VERSION))
    assert {version for version in earlier if golden(version).exists()} == earlier
    assert {version_of(path) for path in BACKUPS} == earlier
    assert set(TABLES_OF) == earlier
    for path in BACKUPS:
        tables = frozenset(table.name for table in open_archive(path).manifest.tables)
        assert lacking(version_of(path), tables) == frozenset()
        assert path.stem.count("-") > 2 or TABLES_OF[version_of(path)] <= tables


BEFORE = {"a": [["x", "INTEGER"], ["y", "VARCHAR"]], "b": [["x", "INTEGER"]]}


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ({**BEFORE, "c": [["x", "DATE"]]}, "the table c is new"),
        ({"a": BEFORE["a"]}, "the table b is gone"),
        ({**BEFORE, "b": [["x", "INTEGER"], ["z", "DATE"]]}, "the column b.z is new"),
        ({**BEFORE, "a": [["x", "INTEGER"]]}, "the column a.y is gone"),
        ({**BEFORE, "b": [["x", "BIGINT"]]}, "the column b.x is BIGINT, it was INTEGER"),
        ({**BEFORE, "a": [["y", "VARCHAR"], ["x", "INTEGER"]]}, "the columns of a are in another order"),
    ],
)
def test_the_guard_names_what_changed_and_what_to_do(after: dict[str, list[list[str]]], said: str) -> None:
    released = problems(after, 7, True, BEFORE)
    assert released[0] == said
    assert "raise SCHEMA_VERSION" in released[-1]
    assert "008_01_what.sql" in released[-1]
    assert "write its golden anew" in problems(after, 7, False, BEFORE)[-1]
    assert problems(BEFORE, 7, True, BEFORE) == []


# Numbers of files


def test_files_of_a_folder_come_in_the_order_of_their_numbers() -> None:
    names = ["100_b", "99_a", "010_z", "009_a", "9_02_y", "9_01_z", "002_10_a", "002_9_b", "plain"]
    assert sorted(names, key=query_loader.in_order) == [
        "plain", "002_9_b", "002_10_a", "009_a", "9_01_z", "9_02_y", "010_z", "99_a", "100_b",
    ]  # fmt: skip


def test_numbers_of_migrations_are_padded_and_belong_to_a_version() -> None:
    numbers = [name.split("_")[:2] for name in query_loader.queries("migrations")]
    assert all(len(version) == 3 and len(step) == 2 and (version + step).isdecimal() for version, step in numbers)
    assert len({tuple(number) for number in numbers}) == len(numbers), "two migrations bear one number"
    assert {int(version) for version, _ in numbers} <= set(range(2, SCHEMA_VERSION + 1))
    assert numbers == sorted(numbers)
    assert migrations(SCHEMA_VERSION) == []
    assert [query.name for query in migrations(1)] == list(query_loader.queries("migrations"))


def test_numbers_of_the_schema_are_padded_and_sort_by_name_too() -> None:
    names = list(query_loader.queries("schema"))
    assert names == sorted(names)
    assert all(len(name.partition("_")[0]) == 3 for name in names)


# Kept backups


def assert_restored(engine: Engine, backup: Path, built: Path) -> None:
    with engine.cursor() as cursor:
        assert_same_rows(cursor, backup)
        versions = {row[0] for row in cursor.execute("SELECT version FROM schema_versions").fetchall()}
        assert versions == {version_of(backup), SCHEMA_VERSION}
        assert query_loader.broken_checks(cursor, query_loader.ERRORS) == []
        # A migration takes the kept values out of the issues that named them; results follow from it all.
        by_migration = {*NOT_KEPT, "kept_fields"}
        tables = {table.name for table in open_archive(backup).manifest.tables} | PROGRAM_S | by_migration
        for (name,) in cursor.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall():
            assert name in tables or not cursor.table(name).fetchall(), name
    assert_readable(engine, backup)
    with closing(open_engine(built, read_only=True)) as new:
        assert types(engine) == types(new)


def assert_readable(engine: Engine, backup: Path) -> None:
    """Look at a user's town with its typed result, and at the report that was stored and taken back."""
    (agency,) = [row["agency_id"] for row in read(engine, "agencies") if row["role"] == "own"]
    if version_of(backup) > 2:
        # What later backups hold is compared read by read, in `test_reads_stay`.
        assert one(engine, "assessment", agency=agency, year=2567)["total_published"] is not None
        return
    assert str(one(engine, "assessment", agency=agency, year=2567)["total_published"]) == "93.10"
    acts = read(engine, "history", agency="ban-mo")
    assert [row["file_name"] for row in acts if row["act"] == "undo"] == ["later.txt"]
    assert len(read(engine, "measures", agency="ban-mo", year=2568)) == 31


@EVERY_BACKUP
def test_a_backup_of_every_earlier_schema_restores_into_a_new_database(
    backup: Path, built: Path, tmp_path: Path
) -> None:
    target = tmp_path / "new.duckdb"
    restore_file(target, backup, safety_name(target))
    with closing(open_engine(target)) as engine:
        assert_restored(engine, backup, built)
    # And the program opens it like any other, without another migration.
    engine, _ = open_built(target)
    with closing(engine):
        assert_readable(engine, backup)
    assert kept(target) == []


def test_an_earlier_backup_restores_over_what_stands(engine: Engine, built: Path) -> None:
    """As a screen does it, in the open database."""
    backup = HERE / "backup-schema-1.zip"
    done = restore(engine, open_archive(backup), safety_name(engine.path))
    assert done.safety is not None
    assert_restored(engine, backup, built)


def test_an_earlier_backup_restores_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = tmp_path / "new.duckdb"
    assert main(["restore", str(BACKUPS[-1]), "--db", str(database), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["schema_version"] == version_of(BACKUPS[-1])
    assert main(["check", "--db", str(database)]) == 0


@pytest.mark.parametrize("name", ["1-late", "2-early", "2"])
def test_a_database_of_an_earlier_schema_opens_and_is_migrated(name: str, built: Path, tmp_path: Path) -> None:
    """Also those of versions 1 and 2 that have more tables or fewer; the first of all is in `test_migrations`."""
    backup, path = HERE / f"backup-schema-{name}.zip", tmp_path / "ita.duckdb"
    database_of(backup, path)
    engine, _ = open_built(path)
    with closing(engine), engine.cursor() as cursor:
        # A newer program brings its own rules, published figures and demonstration; what a user put in is untouched.
        own = {"imports", "undos", "import_people", "measure_facts", "step_facts", "plan_facts", "target_facts"}
        tables = {table.name for table in open_archive(backup).manifest.tables}
        if version_of(backup) > 1:
            assert_same_rows(cursor, backup, tables - own)
        assert_readable(engine, backup)
        assert query_loader.broken_checks(cursor, query_loader.ERRORS) == []
        with closing(open_engine(built, read_only=True)) as new:
            assert types(engine) == types(new)
    (safety,) = kept(path)
    assert safety.kind == "safety"
    assert open_archive(safety.path).manifest.schema_version == version_of(backup)


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return what gives the program of today a later schema: more statements, and migrations to it."""

    def change(name: str, schema: str, *steps: str) -> None:
        number = f"{SCHEMA_VERSION + 1:03}"
        more = {
            "schema": {name: query_loader.parse(name, schema)},
            "migrations": {
                f"{number}_{n:02}": query_loader.parse(f"{number}_{n:02}", text) for n, text in enumerate(steps)
            },
        }
        real = query_loader.queries
        monkeypatch.setattr(query_loader, "queries", lambda folder: {**real(folder), **more.get(folder, {})})
        for module in ("engine", "archive", "restore", "backup_rotation"):
            monkeypatch.setattr(f"ita.store.{module}.SCHEMA_VERSION", SCHEMA_VERSION + 1)

    return change


@pytest.mark.parametrize(
    ("name", "schema", "steps", "wanted"),
    [
        ("099_later", "CREATE TABLE IF NOT EXISTS later (x INTEGER);", (), "FROM later"),
        (
            "031_undos",
            "CREATE TABLE IF NOT EXISTS undos (import_no BIGINT, undone_at TIMESTAMP, reason VARCHAR, why VARCHAR);",
            ("ALTER TABLE undos ADD COLUMN why VARCHAR;",),
            "SELECT why FROM undos WHERE why IS NOT NULL",
        ),
        (
            "099_later",
            "CREATE TABLE IF NOT EXISTS later (import_no BIGINT, unit VARCHAR);",
            (
                "CREATE TABLE later AS SELECT import_no, unit FROM unit_facts;",
                "INSERT INTO later VALUES (1, 'a');",
            ),
            "SELECT 1 FROM later HAVING count(*) < 2",
        ),
    ],
    ids=["a table more", "a column more", "rows moved by a migration"],
)
def test_yesterday_s_backup_restores_into_tomorrow_s_schema(
    name: str, schema: str, steps: tuple[str, ...], wanted: str, changed: Callable[..., None], tmp_path: Path
) -> None:
    changed(name, schema, *steps)
    target = tmp_path / "new.duckdb"
    restore_file(target, BACKUPS[-1], safety_name(target))
    with closing(open_engine(target)) as engine, engine.cursor() as cursor:
        assert cursor.execute(wanted).fetchall() == []
        assert_same_rows(cursor, BACKUPS[-1])


def test_a_table_of_an_earlier_backup_that_no_migration_takes_up_is_not_lost_in_silence(
    tmp_path: Path,
) -> None:
    path = tmp_path / "ita.duckdb"
    database_of(HERE / "backup-schema-2.zip", path)
    with closing(duckdb.connect(str(path))) as old:
        old.execute("CREATE TABLE other AS SELECT 1 AS x")
    assert main(["backup", str(tmp_path / "b.zip"), "--db", str(path)]) == 0
    assert open_archive(kept(path)[0].path).manifest.schema_version == 2
    assert main(["restore", str(kept(path)[0].path), "--db", str(tmp_path / "new.duckdb")]) == 1
    assert not (tmp_path / "new.duckdb").exists()
