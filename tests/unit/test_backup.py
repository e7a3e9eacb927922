"""A backup holds every row of one moment in open formats, appears whole or not at all, and no wrong file is taken."""

from __future__ import annotations

import hashlib
import io
import json
import random
import re
import threading
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import ita
from ita.errors import InputError
from ita.frameworks import Frameworks
from ita.i18n import error_text
from ita.importing.typed_import import import_typed
from ita.model import TypedResult
from ita.progress import CancelledError
from ita.store.archive import is_good, open_archive, table_file
from ita.store.backup import NOT_KEPT, make_backup
from ita.store.engine import SCHEMA_VERSION, Engine, open_engine
from ita.store.restore import restore_file
from tests.helpers import everything
from tests.unit.filled_database import files, fill, types


@pytest.fixture(scope="module")
def sound(built: Path, frameworks: Frameworks, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the bytes of a backup of a database that holds something of every kind."""
    folder = tmp_path_factory.mktemp("sound")
    restored = folder / "ita.duckdb"
    restored.write_bytes(built.read_bytes())
    engine = open_engine(restored)
    fill(engine, frameworks)
    make_backup(engine, folder / "sound.zip")
    engine.close()
    return (folder / "sound.zip").read_bytes()


def sealed(data: bytes) -> bytes:
    """Return bytes with the digest that their zip ends in put right, as a forger would."""
    return data[:-64] + hashlib.sha256(data[:-64]).hexdigest().encode()


def rebuilt(data: bytes, change: Callable[[dict[str, bytes]], None], **how: int) -> bytes:
    """Return a backup with other members, whose digests are right again."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    change(members)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **how) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
        packed.comment = b"sha256:" + b"0" * 64
    return sealed(out.getvalue())


def manifest_changed(data: bytes, change: Callable[[dict[str, object]], None]) -> bytes:
    def rewrite(members: dict[str, bytes]) -> None:
        said = json.loads(members["manifest.json"])
        change(said)
        members["manifest.json"] = json.dumps(said).encode()

    return rebuilt(data, rewrite)


def with_table(data: bytes, name: str, table: pa.Table) -> bytes:
    """Return a backup with another table in the place of one, and a manifest that says so."""
    out = io.BytesIO()
    pq.write_table(table, out)

    def rewrite(members: dict[str, bytes]) -> None:
        members[table_file(name)] = out.getvalue()
        said = json.loads(members["manifest.json"])
        for one in said["tables"]:
            if one["name"] == name:
                digest = hashlib.sha256(out.getvalue()).hexdigest()
                one |= {"rows": table.num_rows, "byte_count": len(out.getvalue()), "sha256": digest}
        members["manifest.json"] = json.dumps(said).encode()

    return rebuilt(data, rewrite)


def refused(path: Path) -> InputError:
    """Return why a file is refused as a backup; it is said in both languages, with its name."""
    before = path.read_bytes()
    target = path.with_name("target.duckdb")
    with pytest.raises(InputError) as caught:
        restore_file(target, path, lambda _: path.with_name("safety.zip"))
    for lang in ("th", "en"):
        assert path.name in error_text(caught.value, lang)
    assert path.read_bytes() == before
    assert files(path.parent) == {path.name}, "nothing was made"
    return caught.value


# What it holds


def test_everyone_can_open_it_with_ordinary_tools(engine: Engine, frameworks: Frameworks, tmp_path: Path) -> None:
    fill(engine, frameworks)
    stored, columns = everything(engine), types(engine)
    before = datetime.now(UTC).replace(tzinfo=None) - timedelta(seconds=2)
    make_backup(engine, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as packed:
        assert packed.testzip() is None
        said = json.loads(packed.read("manifest.json"))
        assert (said["format"], said["format_version"]) == ("ita-backup", 1)
        assert (said["app_version"], said["schema_version"]) == (ita.__version__, SCHEMA_VERSION)
        assert before <= datetime.fromisoformat(said["created_at"]) <= before + timedelta(seconds=60)
        assert said["holds"]["imports"] == len(stored.rows["imports"])
        assert {table["name"] for table in said["tables"]} == set(columns) - NOT_KEPT
        for table in said["tables"]:
            content = packed.read(table["file"])
            assert hashlib.sha256(content).hexdigest() == table["sha256"]
            assert len(content) == table["byte_count"]
            assert [(c["name"], c["type"]) for c in table["columns"]] == columns[table["name"]]
            rows = [tuple(row.values()) for row in pq.read_table(io.BytesIO(content)).to_pylist()]
            assert len(rows) == table["rows"]
            assert sorted(rows, key=repr) == sorted(stored.rows[table["name"]], key=repr)
        schema = packed.read("schema.sql").decode()
    assert set(re.findall(r"CREATE TABLE (\w+)", schema)) == set(columns) - {"write_lock"}
    assert "CREATE VIEW defined_indicator_results" in schema


def test_it_holds_one_moment_while_others_write(engine: Engine, tmp_path: Path) -> None:
    def imported() -> list[int]:
        with engine.cursor() as cursor:
            return [n for (n,) in cursor.execute("SELECT import_no FROM imports ORDER BY 1").fetchall()]

    numbers: dict[str, list[int]] = {"at the start": imported()}

    def write_meanwhile(done: int, total: int, what: str) -> None:
        if what not in numbers:
            import_typed(engine, "sao", TypedResult(2560, {1: Decimal(50 + len(numbers))}, None, None))
            numbers[what] = imported()

    make_backup(engine, tmp_path / "b.zip", progress=write_meanwhile)
    assert len(imported()) > len(numbers["at the start"]) + 10
    archive = open_archive(tmp_path / "b.zip")
    with archive.table("imports") as imports, archive.table("indicator_score_facts") as scores:
        kept = sorted(imports.read().column("import_no").to_pylist())
        assert kept == numbers["at the start"]
        assert set(scores.read().column("import_no").to_pylist()) <= set(kept)


def test_progress_grows_to_all_rows(engine: Engine, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    manifest = make_backup(engine, tmp_path / "b.zip", progress=lambda *said: told.append(said))
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)
    assert told[-1][:2] == (manifest.rows, manifest.rows)
    assert {what for _, _, what in told} == {table.name for table in manifest.tables}


@pytest.mark.parametrize("step", [1, 9, 30])
def test_a_cancelled_backup_leaves_no_trace(step: int, engine: Engine, tmp_path: Path) -> None:
    before = files(tmp_path)
    asked: list[int] = []
    with pytest.raises(CancelledError):
        make_backup(engine, tmp_path / "b.zip", cancelled=lambda: asked.append(1) is None and len(asked) >= step)
    assert files(tmp_path) == before


def test_a_file_that_is_there_is_never_overwritten(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(b"mine")
    with pytest.raises(InputError) as caught:
        make_backup(engine, tmp_path / "b.zip")
    assert caught.value.rule == "backup-exists"
    assert (tmp_path / "b.zip").read_bytes() == b"mine"


def test_a_place_that_cannot_be_written_is_said(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError) as caught:
        make_backup(engine, tmp_path / "file" / "b.zip")
    assert caught.value.rule == "backup-unwritable"


def test_several_at_once_are_all_whole(engine: Engine, tmp_path: Path) -> None:
    targets = [tmp_path / f"{n}.zip" for n in range(4)]
    threads = [threading.Thread(target=make_backup, args=(engine, target)) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [is_good(target) for target in targets] == [True] * 4


# What is refused


def test_every_flipped_bit_is_found(sound: bytes, tmp_path: Path) -> None:
    chosen = random.Random(7)
    path = tmp_path / "b.zip"
    directory = sound.index(b"PK\x01\x02")
    locations = {*range(0, 400, 3), *range(directory, len(sound), 5), *range(len(sound) - 100, len(sound))}
    locations |= set(chosen.sample(range(len(sound)), 500))
    for location in sorted(locations):
        data = bytearray(sound)
        data[location] ^= 1 << chosen.randrange(8)
        path.write_bytes(data)
        assert not is_good(path), location
    path.write_bytes(sound)
    assert is_good(path)


@pytest.mark.parametrize("location", [0, 60, 5000, -400, -72, -1])
def test_a_flipped_byte_is_told_as_damage(location: int, sound: bytes, tmp_path: Path) -> None:
    data = bytearray(sound)
    data[location] ^= 0x20
    (tmp_path / "b.zip").write_bytes(data)
    assert refused(tmp_path / "b.zip").rule == "backup-damaged"


@pytest.mark.parametrize("kept", [200, 0.1, 0.5, 0.9, -300, -64, -1])
def test_a_backup_that_was_cut_off_is_told(kept: float, sound: bytes, tmp_path: Path) -> None:
    length = int(len(sound) * kept) if isinstance(kept, float) else kept
    (tmp_path / "b.zip").write_bytes(sound[:length])
    assert refused(tmp_path / "b.zip").rule == "backup-damaged"


@pytest.mark.parametrize("more", [b"\0", b"sha256:" + b"0" * 64])
def test_what_was_appended_is_found(more: bytes, sound: bytes, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(sound + more)
    assert refused(tmp_path / "b.zip").rule == "backup-damaged"


def plain_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("word/document.xml", "<x/>")
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", b"%PDF-1.7", random.Random(1).randbytes(90_000), plain_zip()],
    ids=["empty", "two bytes", "PDF", "noise", "another zip"],
)
def test_a_file_of_another_kind_is_told(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(content)
    assert refused(tmp_path / "b.zip").rule == "backup-foreign"


def test_a_database_is_no_backup(database: Path, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    assert refused(database.replace(tmp_path / "own" / "b.zip")).rule == "backup-foreign"


def test_a_file_that_is_not_there_and_a_folder_are_told(tmp_path: Path) -> None:
    for path in (tmp_path / "none.zip", tmp_path):
        with pytest.raises(InputError) as caught:
            open_archive(path)
        assert caught.value.rule == "file-unreadable"


@pytest.mark.parametrize("key", ["format_version", "schema_version"])
def test_a_newer_backup_is_told(key: str, sound: bytes, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(manifest_changed(sound, lambda said: said.update({key: 99})))
    assert refused(tmp_path / "b.zip").rule == "backup-newer"


def bomb(members: dict[str, bytes]) -> None:
    members[table_file("imports")] = bytes(200 << 20)


def test_a_zip_bomb_is_not_unpacked(sound: bytes, tmp_path: Path) -> None:
    data = rebuilt(sound, bomb, compression=zipfile.ZIP_DEFLATED)
    assert len(data) < 2 << 20
    (tmp_path / "b.zip").write_bytes(data)
    assert refused(tmp_path / "b.zip").rule == "backup-foreign"


def test_a_table_that_unpacks_to_too_much_is_refused(
    sound: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = 200_000
    zeros = pa.table({"sheet": pa.array(["x" * 500] * rows)})
    many = pa.table({"import_no": pa.array([1] * rows), "sheet_no": pa.array([1] * rows, pa.int32())})
    table = many.append_column("sheet", zeros.column(0))
    data = with_table(sound, "import_sheets", table)
    assert len(data) < 2 * len(sound)
    (tmp_path / "b.zip").write_bytes(data)
    monkeypatch.setattr("ita.store.archive.MAX_ROWS", rows - 1)
    assert refused(tmp_path / "b.zip").rule == "backup-too-large"
    monkeypatch.setattr("ita.store.archive.MAX_ROWS", 10 * rows)
    monkeypatch.setattr("ita.store.archive.MAX_UNPACKED", 1000)
    assert refused(tmp_path / "b.zip").rule == "backup-too-large"


@pytest.mark.parametrize("name", ["../../evil.parquet", "/etc/evil", "tables/../evil.parquet", "tables/extra.parquet"])
def test_a_member_that_does_not_belong_is_refused(name: str, sound: bytes, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(rebuilt(sound, lambda members: members.update({name: b"evil"})))
    assert refused(tmp_path / "b.zip").rule == "backup-foreign"


@pytest.mark.parametrize("name", ["../imports", "imports; DROP TABLE imports", "", "IMPORTS"])
def test_a_table_of_a_wrong_name_is_refused(name: str, sound: bytes, tmp_path: Path) -> None:
    def rename(said: dict[str, object]) -> None:
        said["tables"][0]["name"] = name  # type: ignore[index]

    (tmp_path / "b.zip").write_bytes(manifest_changed(sound, rename))
    assert refused(tmp_path / "b.zip").rule == "backup-foreign"


def test_a_table_that_is_not_known_is_refused(sound: bytes, tmp_path: Path) -> None:
    def rename(members: dict[str, bytes]) -> None:
        members[table_file("imports_of_tomorrow")] = members.pop(table_file("undos"))
        members["manifest.json"] = members["manifest.json"].replace(b'"undos"', b'"imports_of_tomorrow"')

    (tmp_path / "b.zip").write_bytes(rebuilt(sound, rename))
    assert refused(tmp_path / "b.zip").rule == "backup-tables"


@pytest.mark.parametrize(
    "text", [b"", b"[]", b"null", b'{"format": "other"}', b'{"format": "ita-backup"}', b"\xff\xfe", b"[" * 100_000]
)
def test_a_manifest_that_is_none_is_refused(text: bytes, sound: bytes, tmp_path: Path) -> None:
    data = rebuilt(sound, lambda members: members.update({"manifest.json": text}))
    (tmp_path / "b.zip").write_bytes(data)
    assert refused(tmp_path / "b.zip").rule in ("backup-foreign", "backup-damaged")


@pytest.mark.parametrize(
    "table",
    [
        pa.table({"import_no": ["one"], "sheet_no": pa.array([1], pa.int32()), "sheet": ["x"]}),
        pa.table({"import_no": [1], "sheet_no": pa.array([1], pa.int32()), "other": ["x"]}),
        pa.table({"import_no": [1], "sheet_no": pa.array([1], pa.int32())}),
    ],
    ids=["another type", "another column", "a column lacks"],
)
def test_a_table_that_is_not_as_the_manifest_says_is_refused(table: pa.Table, sound: bytes, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(with_table(sound, "import_sheets", table))
    assert refused(tmp_path / "b.zip").rule == "backup-damaged"


def test_text_that_is_no_text_is_refused(sound: bytes, tmp_path: Path) -> None:
    broken = pa.array([b"\xff\xfe\xfa"], pa.binary()).view(pa.string())
    table = pa.table({"import_no": [1], "sheet_no": pa.array([1], pa.int32()), "sheet": broken})
    (tmp_path / "b.zip").write_bytes(with_table(sound, "import_sheets", table))
    assert refused(tmp_path / "b.zip").rule == "backup-damaged"


def test_rows_that_break_a_check_are_refused(sound: bytes, tmp_path: Path) -> None:
    table = pa.table({"import_no": [999], "sheet_no": pa.array([1], pa.int32()), "sheet": ["x"]})
    (tmp_path / "b.zip").write_bytes(with_table(sound, "import_sheets", table))
    target = tmp_path / "target.duckdb"
    with pytest.raises(InputError) as caught:
        restore_file(target, tmp_path / "b.zip", lambda _: tmp_path / "safety.zip")
    assert caught.value.rule == "check-fact-without-import"
    assert files(tmp_path) == {"b.zip"}


def test_a_backup_that_lacks_a_table_is_refused(sound: bytes, tmp_path: Path) -> None:
    def without(members: dict[str, bytes]) -> None:
        del members[table_file("undos")]
        said = json.loads(members["manifest.json"])
        said["tables"] = [one for one in said["tables"] if one["name"] != "undos"]
        members["manifest.json"] = json.dumps(said).encode()

    (tmp_path / "b.zip").write_bytes(rebuilt(sound, without))
    assert refused(tmp_path / "b.zip").rule == "backup-damaged"


def test_a_backup_that_does_not_name_its_schema_is_refused(sound: bytes, tmp_path: Path) -> None:
    """Restored, it would be a database that the next start takes for another program's."""
    empty = pa.table(
        {
            "version": pa.array([], pa.int32()),
            "applied_at": pa.array([], pa.timestamp("us")),
            "app_version": pa.array([], pa.string()),
        }
    )
    (tmp_path / "b.zip").write_bytes(with_table(sound, "schema_versions", empty))
    assert refused(tmp_path / "b.zip").rule == "backup-damaged"


def test_a_rule_that_is_there_twice_is_refused(sound: bytes, tmp_path: Path) -> None:
    """It would count an instrument twice, and give a total of 187."""
    with zipfile.ZipFile(io.BytesIO(sound)) as packed:
        rules = pq.read_table(io.BytesIO(packed.read(table_file("instruments"))))
    (tmp_path / "b.zip").write_bytes(with_table(sound, "instruments", pa.concat_tables([rules, rules])))
    assert refused_by_check(tmp_path) == "check-rule-twice"


def refused_by_check(folder: Path) -> str:
    with pytest.raises(InputError) as caught:
        restore_file(folder / "target.duckdb", folder / "b.zip", lambda _: folder / "safety.zip")
    assert files(folder) == {"b.zip"}
    return caught.value.rule


@pytest.mark.parametrize(
    ("key", "value"),
    [("created_at", "2026-11-22T10:00:00+07:00"), ("schema_version", float("inf")), ("format_version", float("inf"))],
)
def test_a_manifest_with_values_that_none_of_ours_has_is_refused(
    key: str, value: object, sound: bytes, tmp_path: Path
) -> None:
    (tmp_path / "b.zip").write_bytes(manifest_changed(sound, lambda said: said.update({key: value})))
    assert refused(tmp_path / "b.zip").rule == "backup-foreign"


def test_a_table_named_as_a_view_of_ours_is_refused(sound: bytes, tmp_path: Path) -> None:
    def rename(members: dict[str, bytes]) -> None:
        members[table_file("current_imports")] = members.pop(table_file("undos"))
        said = json.loads(members["manifest.json"].replace(b'"undos"', b'"current_imports"'))
        members["manifest.json"] = json.dumps(said | {"schema_version": 1}).encode()

    (tmp_path / "b.zip").write_bytes(rebuilt(sound, rename))
    assert refused(tmp_path / "b.zip").rule == "backup-damaged"


@pytest.mark.parametrize(
    ("table", "column", "value", "rule"),
    [
        ("agencies", "role", "administrator", "check-value-unknown"),
        ("imports", "kind", "forged", "check-value-unknown"),
        ("indicator_score_facts", "origin", "invented", "check-value-unknown"),
        ("imports", "import_id", "../1", "check-import-malformed"),
        ("plan_facts", "fiscal_year", 1, "check-year-impossible"),
    ],
)
def test_values_that_only_the_program_writes_are_checked(
    table: str, column: str, value: object, rule: str, sound: bytes, tmp_path: Path
) -> None:
    """Edited and sealed again, as a forger would."""
    with zipfile.ZipFile(io.BytesIO(sound)) as packed:
        rows = pq.read_table(io.BytesIO(packed.read(table_file(table))))
    at = rows.schema.get_field_index(column)
    values = pa.array([value, *rows.column(column).to_pylist()[1:]], rows.schema.field(at).type)
    (tmp_path / "b.zip").write_bytes(with_table(sound, table, rows.set_column(at, column, values)))
    assert refused_by_check(tmp_path) == rule
