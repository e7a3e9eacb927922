"""Databases as earlier versions made them, out of kept backups, and whether every row of a backup is still there."""

from __future__ import annotations

import zipfile
from contextlib import closing
from pathlib import Path

import duckdb

from ita.store.archive import open_archive
from ita.store.engine import Cursor

# What is brought up to date or grows whenever a database is opened, and is no user's.
PROGRAM_S = {"schema_version", "schema_versions"}
# What a migration put elsewhere, by table: the sentence of an issue is now its rule and variant (`test_messages`).
MOVED = {"import_issues": {"text"}}


def assert_same_rows(cursor: Cursor, backup: Path, kept_fields: set[str] = PROGRAM_S) -> None:
    """Compare every row of every table of a backup, in the columns that it has, with what a database holds."""
    archive = open_archive(backup)
    for table in archive.manifest.tables:
        if table.name in kept_fields:
            continue
        with archive.table(table.name) as found:
            stored_rows = found.read()
        columns = ", ".join(f'"{name}"' for name, _ in table.columns if name not in MOVED.get(table.name, ()))
        assert cursor.execute(f"SELECT count(*) FROM {table.name}").fetchone() == (table.rows,), table.name
        for pair in (f"SELECT {columns} FROM stored_rows EXCEPT ALL SELECT {columns} FROM {table.name}",
                     f"SELECT {columns} FROM {table.name} EXCEPT ALL SELECT {columns} FROM stored_rows"):  # fmt: skip
            assert cursor.execute(pair).fetchall() == [], table.name
        del stored_rows


def database_of(backup: Path, path: Path) -> None:
    """Make a database file as the version of a backup had it: its tables, its views, its rows."""
    archive = open_archive(backup)
    schema = zipfile.ZipFile(backup).read("schema.sql").decode()
    with closing(duckdb.connect(str(path))) as old:
        # A view may stand before one that it asks: whatever fails comes again after the others.
        todo = [statement.query for statement in duckdb.extract_statements(schema)]
        for _ in range(len(todo) ** 2):
            if not todo:
                break
            statement = todo.pop(0)
            try:
                old.execute(statement)
            except duckdb.Error:
                todo.append(statement)
        old.execute("CREATE TABLE write_lock (lock_id INTEGER, turn BIGINT)")
        old.execute("INSERT INTO write_lock VALUES (1, 0)")
        for table in archive.manifest.tables:
            with archive.table(table.name) as found:
                rows = found.read()
            assert len(rows) == table.rows
            old.execute(f"INSERT INTO {table.name} BY NAME FROM rows")
