"""A database of an older schema is migrated whole, after a backup, with every row it had; or it stays as it was."""

from __future__ import annotations

import json
import multiprocessing as mp
import os
import random
import signal
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import datetime
from decimal import Decimal
from multiprocessing.connection import Connection
from pathlib import Path

import duckdb
import pytest

from ita.errors import StoreError
from ita.importing.build import open_built
from ita.store import query_loader
from ita.store.archive import is_good, open_archive
from ita.store.backup import make_backup
from ita.store.backup_rotation import kept, safety_name
from ita.store.engine import SCHEMA_VERSION, create_schema, migrations, open_engine
from ita.store.restore import restore_file
from tests.golden.make_schema import load
from tests.helpers import ROOT, everything
from tests.unit.filled_database import types
from tests.unit.old_databases import MOVED, assert_same_rows, columns_of, database_of

pytestmark = pytest.mark.slow

SCHEMA_1 = ROOT / "tests" / "golden" / "schema-1.sql"
KILLS = 6


def make_old(path: Path, built: Path) -> dict[str, list[tuple[object, ...]]]:
    """Make a database as version 1 made it, with the rows of the shipped data; return them by table."""
    with closing(duckdb.connect(str(path))) as old, closing(duckdb.connect(str(built), read_only=True)) as shipped:
        old.execute(SCHEMA_1.read_text("utf-8"))
        old.execute("INSERT INTO schema_version VALUES (1)")
        own = _columns(old)
        for name in own.keys() - {"schema_version"}:
            # Later versions have more columns, and no longer those that were moved.
            nothing = duckdb.ConstantExpression(None)
            given = [
                duckdb.ColumnExpression(each) if each in own[name] else nothing.alias(each)
                for each in old.table(name).columns
            ]
            old.from_arrow(shipped.table(name).select(*given).to_arrow_table()).insert_into(name)
        old.execute("INSERT INTO agencies (agency_id, name_th, role) VALUES ('town-mine', 'เทศบาลของฉัน', 'own')")
        return {name: _rows(old, name, own[name]) for name in own}


def _rows(connection: duckdb.DuckDBPyConnection, table: str, columns: Sequence[str]) -> list[tuple[object, ...]]:
    """Return all rows of a table in some of its columns, in an order that depends on nothing else."""
    return columns_of(connection.table(table), columns).order("ALL").fetchall()


def _columns(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """Return the columns of each table of a database's own, without those that migrations put elsewhere."""
    found: dict[str, list[str]] = {}
    for table, column in connection.execute(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE database_name = current_database()"
        " AND table_name IN (SELECT table_name FROM duckdb_tables() WHERE database_name = current_database())"
        " ORDER BY table_name, column_index"
    ).fetchall():
        if column not in MOVED.get(table, ()):
            found.setdefault(table, []).append(column)
    return found


@pytest.fixture
def old(built: Path, tmp_path: Path) -> tuple[Path, dict[str, list[tuple[object, ...]]]]:
    """Return a database of version 1 and its rows."""
    (tmp_path / "old").mkdir()
    path = tmp_path / "old" / "ita.duckdb"
    return path, make_old(path, built)


Old = tuple[Path, dict[str, list[tuple[object, ...]]]]


def assert_migrated(path: Path, rows: dict[str, list[tuple[object, ...]]]) -> None:
    """Compare every row of a migrated database, in the columns that it had, with those of before."""
    with closing(duckdb.connect()) as old:
        old.execute(SCHEMA_1.read_text("utf-8"))
        columns = _columns(old)
    with closing(open_engine(path)) as engine, engine.cursor() as cursor:
        for name in rows.keys() - {"schema_version", "write_lock"}:
            assert _rows(cursor, name, columns[name]) == rows[name], name
        versions = cursor.execute("SELECT version FROM schema_versions ORDER BY 1").fetchall()
        assert versions == [(1,), (SCHEMA_VERSION,)]
        assert query_loader.broken_checks(cursor, query_loader.ERRORS) == []


def test_every_row_of_an_older_database_is_kept(old: Old, built: Path, tmp_path: Path) -> None:
    path, rows = old
    open_built(path)[0].close()
    assert_migrated(path, rows)
    with closing(open_engine(built)) as new, closing(open_engine(path)) as migrated:
        assert types(migrated) == types(new)


def test_a_migrated_database_is_not_migrated_again(old: Old) -> None:
    path, _ = old
    open_built(path)[0].close()
    with closing(open_engine(path)) as engine:
        before = everything(engine)
    open_built(path)[0].close()
    with closing(open_engine(path)) as engine:
        assert everything(engine) == before
    assert len(kept(path)) == 1


def test_a_backup_of_the_older_database_is_made_first_and_restores(old: Old, tmp_path: Path) -> None:
    path, rows = old
    open_built(path)[0].close()
    (backup,) = kept(path)
    assert backup.kind == "safety"
    archive = open_archive(backup.path)
    assert archive.manifest.schema_version == 1
    assert {table.name: table.rows for table in archive.manifest.tables} == {
        name: len(stored_rows) for name, stored_rows in rows.items() if name != "write_lock"
    }
    # It is brought to today's schema on its way into an empty database, and over a standing one.
    for target in (tmp_path / "new.duckdb", path):
        restore_file(target, backup.path, safety_name(target))
        assert_migrated(target, rows)


def test_a_newer_database_is_told_and_left(old: Old) -> None:
    path, _ = old
    with closing(duckdb.connect(str(path))) as connection:
        connection.execute("UPDATE schema_version SET version = $version", {"version": SCHEMA_VERSION + 1})
    before = path.read_bytes()
    with pytest.raises(StoreError) as caught:
        open_built(path)
    assert caught.value.rule == "store-newer"
    assert path.read_bytes() == before
    assert kept(path) == []


def test_an_older_database_that_breaks_a_check_stays_as_it_was(old: Old) -> None:
    path, _ = old
    with closing(duckdb.connect(str(path))) as connection:
        connection.execute("INSERT INTO undos VALUES (2, now()::TIMESTAMP, ''), (2, now()::TIMESTAMP, '')")
    with closing(open_engine(path)) as engine:
        before = everything(engine)
        with pytest.raises(Exception, match="undone_twice"):
            create_schema(engine)
        assert everything(engine) == before
    with closing(open_engine(path)) as engine:
        assert everything(engine) == before


# Killed


def migrate_and_die(path: Path, step: int | None, told: Connection) -> None:
    """Migrate; before the given statement, kill this process as the system would."""
    told.send("ready")
    real, said = query_loader.queries, 0

    def counted(folder: str) -> Mapping[str, query_loader.Query]:
        """Return the statements of a folder; reading one of a text ends the process when its turn is the given one."""
        if folder not in ("migrations", "schema"):
            return real(folder)
        return {name: Deadly(query) for name, query in real(folder).items()}  # type: ignore[misc]

    class Deadly:
        def __init__(self, query: query_loader.Query) -> None:
            self.name, self._query = query.name, query

        @property
        def text(self) -> str:
            nonlocal said
            said += 1
            if said == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return self._query.text

    query_loader.queries = counted
    open_built(path)
    told.send("done")


def killed(path: Path, step: int | None, after: float = 30.0) -> None:
    method = "forkserver" if "forkserver" in mp.get_all_start_methods() else "spawn"
    context = mp.get_context(method)
    context.set_forkserver_preload(["ita.importing.build", "tests.helpers"])
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=migrate_and_die, args=(path, step, sender), daemon=True)
    child.start()
    sender.close()
    assert receiver.recv() == "ready"
    child.join(after)
    child.kill()
    child.join()
    receiver.close()


def state(path: Path, rows: dict[str, list[tuple[object, ...]]]) -> str:
    """Return whether a file holds the old schema whole or the new one whole; anything else fails."""
    with closing(duckdb.connect(str(path), read_only=False)) as connection:
        tables = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        views = connection.execute("SELECT count(*) FROM duckdb_views() WHERE NOT internal").fetchone()
        if "schema_version" in tables:
            assert tables == set(rows)
            columns = _columns(connection)
            assert {name: _rows(connection, name, columns[name]) for name in tables} == rows
            return "old"
    with closing(open_engine(path)) as engine, engine.cursor() as cursor:
        wanted = [q.name for q in query_loader.queries("schema").values() if "CREATE OR REPLACE VIEW" in q.text]
        assert views == (len(wanted),)
        assert query_loader.broken_checks(cursor, query_loader.ERRORS) == []
    assert_migrated(path, rows)
    return "new"


def test_a_kill_at_any_statement_leaves_the_old_schema(old: Old) -> None:
    path, rows = old
    statements = len(query_loader.queries("migrations")) + len(query_loader.queries("schema"))
    for step in (1, 3, 4, 30, statements):
        killed(path, step)
        assert state(path, rows) == "old", f"before statement {step}"
        assert all(is_good(one.path) for one in kept(path))
    # And from there it can go on.
    open_built(path)[0].close()
    assert state(path, rows) == "new"


def test_kills_at_random_moments_leave_the_old_or_the_new(old: Old) -> None:
    path, rows = old
    content, moments, found = path.read_bytes(), random.Random(5), []
    for _ in range(KILLS):
        killed(path, None, moments.uniform(0.0, 0.4))
        found.append(state(path, rows))
        path.with_name("ita.duckdb.wal").unlink(missing_ok=True)
        path.write_bytes(content)
    assert set(found) <= {"old", "new"}


def test_an_export_by_the_older_program_is_restored(old: Old, tmp_path: Path) -> None:
    path, rows = old
    with closing(open_engine(path)) as engine:
        manifest = make_backup(engine, tmp_path / "old.zip")
    assert manifest.holds is None or manifest.schema_version == 1
    restore_file(tmp_path / "new.duckdb", tmp_path / "old.zip", safety_name(tmp_path / "new.duckdb"))
    assert_migrated(tmp_path / "new.duckdb", rows)


AGENCY, FACT = {"agency_id": "town", "fiscal_year": 2568}, {"origin": "own_result", "score": 90, "source": "a.csv"}


def kept_by_migration(imports: Mapping[int, str], undone: Mapping[int, int]) -> list[tuple[object, ...]]:
    """Return `kept_fields` after the steps to version 4, of score imports that each hold indicator 9, total and level.

    Parameters
    ----------
    imports
        What each kept, by its number, as version 3 wrote it; empty for nothing.
    undone
        The imports taken back, each with the number of the last import before that.
    """
    with closing(duckdb.connect()) as old:
        for table, columns in load(3).items():
            nothing = duckdb.ConstantExpression(None)
            typed = [nothing.cast(duckdb.type(kind)).alias(name) for name, kind in columns]
            old.sql("SELECT 1 LIMIT 0").project(*typed).create(table)

        def add(table: str, row: Mapping[str, object]) -> None:
            known = old.table(table).columns
            assert row.keys() <= set(known)
            old.table(table).insert([row.get(name) for name in known])

        for number, kept_then in imports.items():
            key = {"import_no": number, **AGENCY}
            add("imports", {**key, "kind": "scores", "imported_at": datetime(2026, 1, number)})
            add("indicator_score_facts", {**key, **FACT, "indicator_no": 9})
            add("question_score_facts", {**key, **FACT, "code": "e2"})
            add("total_facts", {**key, "origin": "own_result", "total": 85, "level_th": "ผ่านดี"})
            if kept_then:
                params = json.dumps({"year": 2568, "figures": kept_then})
                add("import_issues", {"import_no": number, "rule": "left-standing", "params": params})
        for number, last in undone.items():
            add("undos", {"import_no": number, "undone_at": datetime(2026, 1, last, 12)})
        for statement in migrations(3):
            old.execute(statement.text)
        return old.execute(
            "SELECT import_no, indicator_no, question_code, field, read_in_import_no FROM kept_fields ORDER BY ALL"
        ).fetchall()


@pytest.mark.parametrize(
    ("imports", "undone", "read_in"),
    [
        ({1: "", 2: "9"}, {}, [(2, 1)]),
        ({1: "", 2: "", 3: "9"}, {}, [(3, 2)]),
        ({1: "", 2: "", 3: "9"}, {2: 2}, [(3, 1)]),
        ({1: "", 2: "9", 3: "9", 4: "9"}, {}, [(2, 1), (3, 1), (4, 1)]),
        # Taken back only after its value had been kept elsewhere: that one still has it from there.
        ({1: "", 2: "", 3: "9", 4: "9"}, {2: 3}, [(3, 2), (4, 2)]),
        ({1: "9"}, {}, [(1, None)]),
    ],
)
def test_a_kept_value_leads_to_the_import_that_read_it(
    imports: Mapping[int, str], undone: Mapping[int, int], read_in: list[tuple[int, int | None]]
) -> None:
    assert kept_by_migration(imports, undone) == [(number, 9, None, "score", of) for number, of in read_in]


def test_every_kept_figure_has_its_columns() -> None:
    assert kept_by_migration({1: "", 2: "9, e2, total, level"}, {}) == [
        (2, 9, None, "score", 1),
        (2, None, "e2", "score", 1),
        (2, None, None, "level", 1),
        (2, None, None, "total", 1),
    ]


KEPT = ROOT / "tests" / "golden" / "backup-schema-2-early.zip"


def test_a_kill_while_what_a_user_put_in_is_migrated_loses_none_of_it(tmp_path: Path) -> None:
    """A database of the last version with a town, scores, targets and an undo; killed early, late, and as it ends."""
    path = tmp_path / "ita.duckdb"
    database_of(KEPT, path)
    content = path.read_bytes()
    tables = len([q for q in query_loader.queries("schema").values() if q.makes_table])
    for step in (2, tables + 1, len(query_loader.queries("schema"))):
        killed(path, step)
        with closing(duckdb.connect(str(path))) as old:
            assert_same_rows(old, KEPT, set())
            names = {name for (name,) in old.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        assert names == {table.name for table in open_archive(KEPT).manifest.tables} | {"write_lock"}
        assert all(is_good(one.path) for one in kept(path))
    # And from there it can go on, or come back from the backup that was made first.
    open_built(path)[0].close()
    with closing(open_engine(path)) as engine, engine.cursor() as cursor:
        assert query_loader.broken_checks(cursor, query_loader.ERRORS) == []
        assert cursor.execute("SELECT target FROM target_facts ORDER BY 1").fetchall() == [(95,), (Decimal("95.67"),)]
    path.write_bytes(content)
    restore_file(path, kept(path)[0].path, safety_name(path))
    with closing(open_engine(path)) as engine, engine.cursor() as cursor:
        assert_same_rows(cursor, KEPT)
