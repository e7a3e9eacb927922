"""What every read gives of the last released schema is what it gave then: of its backup, and of its database file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ita.importing.build import open_built
from ita.store import query_loader
from ita.store.backup import stored_tables
from ita.store.backup_rotation import safety_name
from ita.store.engine import Cursor, Engine, open_engine
from ita.store.restore import restore_file
from tests.golden.make_reads import line
from tests.helpers import ROOT
from tests.unit.filled_database import types
from tests.unit.old_databases import PROGRAM_S, database_of

BACKUP = ROOT / "tests" / "golden" / "backup-schema-3.zip"
GOLDEN = ROOT / "tests" / "golden" / "reads-schema-3.json"

# What was renamed since: the only table of it. Whatever is not named here has the name that it had.
QUERIES: Mapping[str, str] = {"live_published_imports": "current_published_imports"}
# By the old name of the query, or "*" for all: the old name of a parameter or column, and the new one.
NAMES: Mapping[str, Mapping[str, str]] = {
    "*": {"left_standing": "has_kept_fields", "standing_years": "current_years"},
    "holdings": {"own_towns": "own_agencies"},
    "imports_of_file": {"stands": "is_current"},
}
# By query and column: what was text then and is a list now.
LISTS = {("plans", "left_fields")}
# An issue is its rule, its parameters and its location; words are looked up when it is shown.
ISSUE = ("issue_no", "rule", "params", "file_name", "place_table", "place_row", "place_column", "sheet", "place_page")


@dataclass(frozen=True)
class Call:
    """A read as it was called then, and what it gave."""

    query: str
    asked: Mapping[str, object]
    rows: list[dict[str, Any]]

    def now(self, name: str) -> str:
        """Return what a parameter or column is called today."""
        return NAMES.get(self.query, {}).get(name) or NAMES.get("*", {}).get(name, name)

    def run(self, engine: Engine) -> list[dict[str, Any]]:
        """Return what the read gives today, as JSON has it."""
        name, asked = QUERIES.get(self.query, self.query), {self.now(key): value for key, value in self.asked.items()}
        with engine.cursor() as cursor:
            rows = query_loader.rows(cursor, name, **asked)
        return json.loads(line(name, asked, rows))[2]  # type: ignore[no-any-return]

    def differences(self, engine: Engine) -> Iterator[str]:
        """Give a line for each row that is another one."""
        found = self.run(engine)
        if len(found) != len(self.rows):
            yield f"{self.query} {self.asked}: {len(self.rows)} rows before, {len(found)} now"
        for number, (before, after) in enumerate(zip(self.rows, found, strict=False), start=1):
            for column in ISSUE if self.query == "import_issues" else before:
                was = before[column]
                if (self.query, column) in LISTS:
                    was = was and was.split(", ")
                if _as_read(was) != _as_read(after.get(self.now(column), "no such column")):
                    yield f"{self.query} {self.asked}, row {number}, {column}: {was} before, now {after}"


def _as_read(value: object) -> object:
    """Return the parameters of an issue as they are, whatever the order in which they stand."""
    return json.loads(value) if isinstance(value, str) and value.startswith("{") else value


@pytest.fixture(scope="module")
def restored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Return the backup restored into a new database: once for all tests here, none of which writes."""
    path = tmp_path_factory.mktemp("stay") / "ita.duckdb"
    restore_file(path, BACKUP, safety_name(path))
    with closing(open_engine(path)) as engine:
        yield engine


def view_names(cursor: Cursor) -> set[str]:
    return {name for name, _ in query_loader.write(cursor, "stored_views")}


@pytest.mark.slow
def test_every_read_of_the_backup_gives_what_it_gave(restored: Engine) -> None:
    calls = [Call(*json.loads(text)) for text in GOLDEN.read_text("utf-8").splitlines()]
    assert len(calls) > 300
    assert [said for call in calls for said in call.differences(restored)] == []


def test_what_a_person_kept_stands_in_columns_with_the_import_that_read_it(restored: Engine) -> None:
    """As `issues` of the backup name it: fields of a report, a question, and two indicators of a result."""
    with restored.cursor() as cursor:
        assert cursor.execute("FROM kept_fields ORDER BY ALL").fetchall() == [
            (12, 2568, 8, None, "score", 4),
            (12, 2568, 9, None, "measures", 4),
            (13, 2568, None, "e2", "score", 8),
            (15, 2567, 9, None, "score", 7),
            (15, 2567, 10, None, "score", 7),
        ]


def test_a_database_file_of_that_version_opens_with_the_same_rows_and_so_the_same_reads(
    restored: Engine, tmp_path: Path
) -> None:
    """Its tables and views are compared with those of the restored backup; where they are equal, so is every read."""
    path = tmp_path / "ita.duckdb"
    database_of(BACKUP, path)
    with closing(duckdb.connect(str(path))) as old:
        # Views that this version does not have: one that asks another, in a name that has to be quoted.
        old.execute('CREATE VIEW keeps_stored AS SELECT 1 AS x; CREATE VIEW "an old ""view" AS FROM keeps_stored')
    opened, _ = open_built(path)
    with closing(opened), opened.cursor() as cursor, restored.cursor() as other:
        assert types(opened) == types(restored)
        # Of the same text, made again whenever a database is opened; DuckDB sets brackets otherwise after a while.
        assert view_names(cursor) == view_names(other)
        for table in stored_tables(cursor):
            if table not in PROGRAM_S:
                found, expected = cursor.table(table).order("ALL"), other.table(table).order("ALL")
                assert found.fetchall() == expected.fetchall(), table
