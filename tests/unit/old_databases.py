"""Databases as earlier versions made them, out of kept backups, and whether every row of a backup is still there."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
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
        names = [name for name, _ in table.columns if name not in MOVED.get(table.name, ())]
        here, then = cursor.table(table.name), cursor.from_arrow(stored_rows)
        assert len(here) == table.rows, table.name
        # `except_` counts rows that are there twice.
        for one, other in ((then, here), (here, then)):
            assert columns_of(one, names).except_(columns_of(other, names)).fetchall() == [], table.name


def columns_of(relation: duckdb.DuckDBPyRelation, names: Sequence[str]) -> duckdb.DuckDBPyRelation:
    """Return some columns of a table or of rows, in this order."""
    return relation.select(*(duckdb.ColumnExpression(name) for name in names))


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
            own = old.table(table.name)
            columns_of(old.from_arrow(rows), own.columns).insert_into(table.name)
