"""Rows into a table, and a table emptied: for every table of ``queries/schema``, without a statement for each.

An Arrow insert goes by position: two columns in the wrong order would be swapped without a word. So rows are put into
the order of the table here, by name, and every name and type is checked first. That is why this is done by hand.

No statement takes the name of a table as a parameter. The one text that is put into SQL is such a name, by `_quoted`:
a table must be one that ``queries/schema`` makes, a view one that the database lists. Nothing else is put in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

import duckdb
import pyarrow as pa

from ita.store import query_loader
from ita.store.write_scope import note

# What goes with an import and no result rests on: written last, it makes nobody store the results once more.
ASIDE = frozenset(
    {
        "import_issues",
        "import_mappings",
        "import_pages",
        "import_people",
        "import_sheets",
        "raw_cells",
        "snapshot_figures",
        "snapshots",
    }
)


class RowsError(ValueError):
    """Rows do not fit their table: an error of the program, not of a file."""


def known_tables() -> Mapping[str, pa.Schema]:
    """Return every table that ``queries/schema`` makes, with its columns in order and their Arrow types."""
    return _tables(tuple(query.text for query in query_loader.queries("schema").values() if query.makes_table))


@lru_cache(maxsize=4)
def _tables(statements: Iterable[str]) -> Mapping[str, pa.Schema]:
    with duckdb.connect(":memory:", config={"threads": "1"}) as connection:
        for statement in statements:
            connection.execute(statement)
        names = [str(name) for name, _ in query_loader.write(connection, "stored_tables")]
        return {name: connection.table(name).limit(0).to_arrow_table().schema for name in names}


def insert_rows(cursor: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert rows into a table, inside the caller's transaction; nothing happens for no rows.

    Parameters
    ----------
    rows
        Each names every column of the table and no other; None for what is not known.

    Raises
    ------
    RowsError
        The table is not known, a column is missing or not known, or a value would be changed by its column's type.
    """
    if rows:
        arrow = arrow_table(table, rows)
        note(cursor, rows, is_aside=table in ASIDE)
        cursor.from_arrow(arrow).insert_into(table)


def clear_table(cursor: duckdb.DuckDBPyConnection, table: str) -> None:
    """Delete every row of a table, inside the caller's transaction.

    Raises
    ------
    RowsError
        The table is not known.
    """
    _columns(table)
    note(cursor, [{}])
    execute_named(cursor, "clear_table", table_name=table)


def drop_old_views(cursor: duckdb.DuckDBPyConnection) -> None:
    """Drop every stored view that ``queries/schema`` does not make: an older version of the program had it."""
    schema = query_loader.queries("schema").values()
    made = {name for query in schema if (name := query.makes_view)}
    for view, _ in query_loader.write(cursor, "stored_views"):
        if view not in made:
            execute_named(cursor, "drop_view", view_name=view)


def arrow_table(table: str, rows: Sequence[Mapping[str, object]]) -> pa.Table:
    """Return rows as an Arrow table with the columns of a table, in its order and its types.

    Raises
    ------
    RowsError
        As in `insert_rows`.
    """
    schema = _columns(table)
    names = set(schema.names)
    for row in rows:
        if row.keys() != names:
            missing, unknown = sorted(names - row.keys()), sorted(row.keys() - names)
            raise RowsError(f"{table}: missing columns {missing}, unknown columns {unknown}")
    return pa.table([_values(table, field, [row[field.name] for row in rows]) for field in schema], schema=schema)


def _values(table: str, field: pa.Field, values: Sequence[object]) -> pa.Array:
    """Return the values of a column; one that its type would round, cut or turn into another is refused."""
    # Arrow takes 5.5 for a whole number and cuts it.
    if pa.types.is_integer(field.type) and any(isinstance(value, (float, str, Decimal)) for value in values):
        raise RowsError(f"{table}.{field.name}: a value is no whole number")
    try:
        return pa.array(values, field.type)
    except (pa.ArrowInvalid, pa.ArrowTypeError, UnicodeEncodeError) as reason:
        raise RowsError(f"{table}.{field.name}: {reason}") from reason


def _columns(table: str) -> pa.Schema:
    known = known_tables()
    if table not in known:
        raise RowsError(f"{table} is no table of queries/schema")
    return known[table]


def execute_named(
    cursor: duckdb.DuckDBPyConnection, statement: str, params: Mapping[str, object] | None = None, **names: str
) -> None:
    """Run a statement of ``queries/write`` with the quoted names of tables and views in the places of that name.

    Nothing is noted of what it writes: that is for the caller to do.
    """
    text = query_loader.queries("write")[statement].text
    for place, name in names.items():
        text = text.replace(place, _quoted(name))
    cursor.execute(text, params)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
