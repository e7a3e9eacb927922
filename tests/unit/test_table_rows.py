"""Rows go into a table by name, whole and as they are, or not at all; and a table is emptied by its known name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import duckdb
import pytest

from ita.store import query_loader
from ita.store.table_rows import RowsError, arrow_table, clear_table, insert_rows, known_tables
from ita.store.write_scope import noted
from tests.unit.old_databases import columns_of

TARGET = {
    "note": "หลังประชุม",
    "set_by": None,
    "target": Decimal("95.5"),
    "indicator_no": 9,
    "fiscal_year": 2569,
    "agency_id": "town-1",
    "import_no": 2**40,
}


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a database in memory with every table, all of them empty."""
    with duckdb.connect(":memory:") as opened:
        for query in query_loader.queries("schema").values():
            if query.makes_table:
                opened.execute(query.text)
        yield opened


@pytest.fixture
def cursor(connection: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a cursor in a transaction that is rolled back."""
    own = connection.cursor()
    own.begin()
    yield own
    own.rollback()
    own.close()


def test_rows_go_in_by_name_whatever_the_order_of_their_columns(cursor: duckdb.DuckDBPyConnection) -> None:
    with noted(cursor, lambda *_: None) as scope:
        insert_rows(cursor, "target_facts", [TARGET, {**TARGET, "indicator_no": None}])
        insert_rows(cursor, "target_facts", [])
    found = [
        dict(zip(TARGET, row, strict=True)) for row in columns_of(cursor.table("target_facts"), list(TARGET)).fetchall()
    ]
    assert found == [TARGET, {**TARGET, "indicator_no": None}]
    assert (scope.imports, scope.agencies, scope.everything) == ({2**40}, {"town-1"}, False)
    cursor.rollback()
    cursor.begin()
    assert cursor.execute("FROM target_facts").fetchall() == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"target": Decimal("95.567")}, "target_facts.target: .*data loss"),
        ({"target": Decimal("1000")}, "target_facts.target"),
        ({"target": 95.5}, "target_facts.target"),
        ({"target": "95.5"}, "target_facts.target"),
        ({"indicator_no": 9.5}, "indicator_no: a value is no whole number"),
        ({"indicator_no": Decimal(9)}, "indicator_no: a value is no whole number"),
        ({"indicator_no": "9"}, "indicator_no: a value is no whole number"),
        ({"indicator_no": True}, "indicator_no"),
        ({"indicator_no": 2**40}, "indicator_no"),
        ({"note": 5}, "target_facts.note"),
        ({"note": "\udc80"}, "target_facts.note"),
        ({"notes": "x"}, r"missing columns \[\], unknown columns \['notes'\]"),
    ],
)
def test_what_a_column_would_change_or_does_not_know_is_refused(
    change: dict[str, object], said: str, cursor: duckdb.DuckDBPyConnection
) -> None:
    with pytest.raises(RowsError, match=said):
        insert_rows(cursor, "target_facts", [TARGET, {**TARGET, **change}])
    assert cursor.execute("FROM target_facts").fetchall() == []


def test_a_missing_column_is_refused_and_not_left_empty() -> None:
    with pytest.raises(RowsError, match=r"missing columns \['note'\], unknown columns \[\]"):
        arrow_table("target_facts", [{name: value for name, value in TARGET.items() if name != "note"}])


@pytest.mark.parametrize(
    "name", ["no_such_table", "", "undos; DROP TABLE undos", 'undos"', "import_parts", "duckdb_tables"]
)
def test_only_a_table_of_the_schema_is_filled_or_emptied(name: str, cursor: duckdb.DuckDBPyConnection) -> None:
    for act in (lambda: clear_table(cursor, name), lambda: insert_rows(cursor, name, [TARGET])):
        with pytest.raises(RowsError, match="is no table of queries/schema"):
            act()


def test_every_table_takes_rows_and_is_emptied(cursor: duckdb.DuckDBPyConnection) -> None:
    """Every column holds nothing, which every column may; the types are those of the tables themselves."""
    assert len(known_tables()) > 30
    for name, schema in known_tables().items():
        assert cursor.table(name).limit(0).to_arrow_table().schema == schema
        insert_rows(cursor, name, [dict.fromkeys(schema.names)])
        assert cursor.table(name).fetchall() == [(None,) * len(schema)]
        with noted(cursor, lambda *_: None) as scope:
            clear_table(cursor, name)
        assert cursor.table(name).fetchall() == []
        assert scope.everything


def test_dates_are_kept_as_they_are(cursor: duckdb.DuckDBPyConnection) -> None:
    row = dict.fromkeys(known_tables()["plan_facts"].names) | {"starts_on": date(2025, 10, 1)}
    insert_rows(cursor, "plan_facts", [row])
    assert cursor.execute("SELECT starts_on FROM plan_facts").fetchall() == [(date(2025, 10, 1),)]
