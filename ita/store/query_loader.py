"""The only door to ``queries/``: each file is one statement with a header that says what it takes and gives.

A header has ``-- purpose:``, ``-- param NAME TYPE: meaning``, ``-- column NAME TYPE: meaning`` (``NOT NULL`` where
it is always known), ``-- grain:`` and ``-- order:``. A test holds every header against what DuckDB itself says of its
statement. `ita.store.reads` has a typed function of each read query.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import duckdb
import pandas as pd

from ita.characters import without_surrogates
from ita.errors import N_, ItaError
from ita.paths import QUERIES
from ita.store.write_scope import EVERYTHING, Scope, before_read, note

P = ParamSpec("P")
Row = TypeVar("Row")
_HEADER = re.compile(r"^-- (?P<key>param|column|purpose|grain|order|note|severity)(?: (?P<rest>.*?))?: (?P<text>.*)$")
_REQUIRED = " NOT NULL"
_COMMENTS = re.compile(r"--.*")
_VIEW = re.compile(r"^CREATE OR REPLACE VIEW (\w+)", re.MULTILINE)
_READS = re.compile(r"\s*(?:SELECT|FROM)\b", re.IGNORECASE)
# The statement that every write transaction begins with.
TURN = "acquire_write_lock"
# An error must not be stored, and every write looks for it. What is stored of results is compared with its definition
# where all of a database is checked. A warning is for a person to look into.
ERRORS = ("error", "stored")
SEVERITIES = (*ERRORS, "warning")
_NUMBERS = re.compile(r"\d+(?:_\d+)*(?=_|$)")


class UsageError(ItaError):
    """A query was called with a wrong name or wrong parameters."""


@dataclass(frozen=True, slots=True)
class Field:
    """A declared parameter or column of a query; what is not required may be null."""

    name: str
    type: str
    meaning: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class Query:
    """One statement of ``queries/`` with what its header declares."""

    name: str
    text: str
    purpose: str
    grain: str
    order: str
    severity: str
    params: tuple[Field, ...]
    columns: tuple[Field, ...]

    @property
    def writes(self) -> bool:
        """Whether it changes what is stored; the turn of the lock is no content."""
        return self.name != TURN and not _READS.match(_COMMENTS.sub("", self.text))

    @property
    def makes_view(self) -> str | None:
        """The name of the view that it makes; None where it makes none."""
        found = _VIEW.search(self.text)
        return found[1] if found else None

    @property
    def makes_table(self) -> bool:
        """Whether it makes a table, and not a view."""
        return "TABLE IF NOT EXISTS" in self.text


def parse(name: str, text: str) -> Query:
    """Return a statement with its header read."""
    said: dict[str, str] = {}
    declared: dict[str, list[Field]] = {"param": [], "column": []}
    for line in text.splitlines():
        found = _HEADER.match(line)
        if not found:
            continue
        key = found["key"]
        if key in declared:
            field_name, _, field_type = (found["rest"] or "").partition(" ")
            is_required = key == "param" or field_type.endswith(_REQUIRED)
            declared[key].append(Field(field_name, field_type.removesuffix(_REQUIRED), found["text"], is_required))
        else:
            said[key] = found["text"]
    return Query(
        name,
        text,
        said.get("purpose", ""),
        said.get("grain", ""),
        said.get("order", ""),
        said.get("severity", ""),
        tuple(declared["param"]),
        tuple(declared["column"]),
    )


@lru_cache(maxsize=1)
def _all() -> Mapping[str, Mapping[str, Query]]:
    folders = ("schema", "migrations", "read", "write", "bulk", "checks")
    return {folder: {f.stem: parse(f.stem, f.read_text("utf-8")) for f in _files(folder)} for folder in folders}


def _files(folder: str) -> list[Path]:
    return sorted((QUERIES / folder).glob("*.sql"), key=lambda file: in_order(file.stem))


def in_order(name: str) -> tuple[tuple[int, ...], str]:
    """Return what sorts the files of a folder: the numbers that a name begins with as numbers, then the name.

    So 010 comes after 009 and 100 after 99, however they are padded.
    """
    found = _NUMBERS.match(name)
    return tuple(map(int, found[0].rstrip("_").split("_"))) if found else (), name


def queries(folder: str) -> Mapping[str, Query]:
    """Return the statements of a folder of ``queries/`` by name, in order of their file names."""
    return _all()[folder]


def bind(query: Query, given: Mapping[str, str]) -> dict[str, Any]:
    """Return words from a command line as the parameters of a read query.

    Raises
    ------
    UsageError
        A parameter is missing, unknown, or not of its declared type.
    """
    names = [p.name for p in query.params]
    if set(names) != set(given):
        raise UsageError(
            N_("The query {query} takes these parameters: {params}."),
            {"query": query.name, "params": " ".join(f"{name}=" for name in names) or "-"},
            rule="query-parameters",
        )
    bound: dict[str, Any] = {}
    for param in query.params:
        value = given[param.name]
        if param.type == "INTEGER":
            if not re.fullmatch(r"\d{1,9}", value):
                raise UsageError(
                    N_("The parameter {name} must be a whole number, not “{value}”."),
                    {"name": param.name, "value": value},
                    rule="query-parameters",
                )
            bound[param.name] = int(value)
        else:
            bound[param.name] = without_surrogates(value)
    return bound


def fetch(
    cursor: duckdb.DuckDBPyConnection, name: str, row: Callable[[Sequence[Any]], Row], **params: object
) -> list[Row]:
    """Run a read query and return its rows, each made by its type; decimals stay exact `Decimal` values."""
    before_read(cursor)
    return [row(values) for values in cursor.execute(queries("read")[name].text, params).fetchall()]


def rows(cursor: duckdb.DuckDBPyConnection, name: str, **params: object) -> list[dict[str, Any]]:
    """Run a read query and return its rows as dictionaries; decimals stay exact `Decimal` values."""
    before_read(cursor)
    done = cursor.execute(queries("read")[name].text, params)
    headers = [column[0] for column in done.description or ()]
    return [dict(zip(headers, row, strict=True)) for row in done.fetchall()]


def frame(
    cursor: duckdb.DuckDBPyConnection,
    read: Callable[Concatenate[duckdb.DuckDBPyConnection, P], list[Any]],
    *args: P.args,
    **kwargs: P.kwargs,
) -> pd.DataFrame:
    """Return what a function of `ita.store.reads` gives as columns, for charts.

    Decimals, already rounded by the query, become floats; what is not known is NaN, NaT, NA or None by its column.
    """
    before_read(cursor)
    query = queries("read")[read.__name__]
    names = [param.name for param in query.params]
    return cursor.execute(query.text, {**dict(zip(names, args, strict=False)), **kwargs}).df()


def write(cursor: duckdb.DuckDBPyConnection, name: str, **params: object) -> list[tuple[Any, ...]]:
    """Run a statement of ``queries/write`` inside the caller's transaction and return what it returns."""
    query = queries("write")[name]
    if query.writes:
        note(cursor, [params])
    return cursor.execute(query.text, params).fetchall()


def broken_checks(
    cursor: duckdb.DuckDBPyConnection, severities: Collection[str] = ("error",), scope: Scope = EVERYTHING
) -> list[tuple[Query, dict[str, Any]]]:
    """Return every row that a check of ``queries/checks`` finds, with its check; empty when all is well.

    An error must not be stored, and every write looks for it; a warning is for a person to look into.

    Parameters
    ----------
    scope
        Where to look; checks that take no parameter are of small tables and look at all of them.
    """
    given = scope.params()
    found: list[tuple[Query, dict[str, Any]]] = []
    for check in queries("checks").values():
        if check.severity not in severities:
            continue
        done = cursor.execute(check.text, {param.name: given[param.name] for param in check.params})
        headers = [column[0] for column in done.description or ()]
        found += [(check, dict(zip(headers, row, strict=True))) for row in done.fetchall()]
    return found
