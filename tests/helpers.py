"""The real report taken apart, changed in one place, and put together again; and the database seen whole.

Nothing here uses the importer: what it reads is compared with what was changed here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from ita.store import query_loader
from ita.store.engine import Cursor, Engine

T = TypeVar("T")
Row = TypeVar("Row")
ROOT = Path(__file__).resolve().parents[1]
REPORT = ROOT / "data" / "reports" / "ban-mo-2568.txt"

# The columns of the report's table, as its second head row names them, counted from 0.
INDICATOR, QUESTION, ANALYSIS, MEASURES, RATIONALE, STEPS, PERIOD, UNITS = range(8)

# The scores that the report states (DOMAIN, issue 2), the table in which each indicator opens, and the counts.
SCORES = {
    1: Decimal("97.21"),
    2: Decimal("98.02"),
    3: Decimal("99.45"),
    4: Decimal("93.49"),
    5: Decimal("96.70"),
    6: Decimal("96.56"),
    7: Decimal("94.87"),
    8: Decimal("94.39"),
    9: Decimal("88.28"),
    10: Decimal("92.42"),
}
TABLE_OF = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 7, 7: 9, 8: 10, 9: 11, 10: 12}
MEASURE_COUNTS = (3, 2, 3, 3, 3, 6, 5, 3, 1, 2)
STEP_COUNTS = (4, 7, 3, 4, 5, 7, 6, 9, 3, 12)
CODES = ("i1", "i4", "i8", "i10", "i13", "e2", "e4", "e7", "o1", "o27")

_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def row_of(kind: type[Row], /, **values: object) -> Row:
    """Return a row of a read (`ita.read_rows`) with some of its values; all others are not known."""
    made: Row = kind(**{**dict.fromkeys(kind._fields), **values})  # type: ignore[attr-defined]
    return made


def thai(text: object) -> str:
    """Return text with its digits in Thai."""
    return str(text).translate(_THAI)


def arabic(text: str) -> str:
    """Return text with its digits as 0-9."""
    return text.translate(_ARABIC)


@dataclass(frozen=True)
class Sheet:
    """The report: its title lines and its tables, each with two head rows and one row of text."""

    lines: tuple[str, ...]
    tables: tuple[tuple[tuple[str, ...], ...], ...]

    def text(self) -> str:
        """Return the report as text again."""
        tables = ("\n".join("\t".join(row) for row in table) for table in self.tables)
        return "\n\n".join(["\n".join(self.lines), *tables]) + "\n"

    def data(self) -> bytes:
        """Return the report as the bytes of a file."""
        return self.text().encode()

    def cell(self, indicator: int, column: int) -> str:
        """Return a cell of the row that opens an indicator."""
        return self.tables[TABLE_OF[indicator] - 1][2][column]

    def with_cell(self, indicator: int, column: int, change: str | Callable[[str], str]) -> Sheet:
        """Return the report with one cell of an indicator's opening row changed; the change must change it."""
        before = self.cell(indicator, column)
        after = change if isinstance(change, str) else change(before)
        assert after != before, f"nothing to change in indicator {indicator}, column {column}"
        return self._with_row(TABLE_OF[indicator] - 1, lambda row: (*row[:column], after, *row[column + 1 :]))

    def _with_row(self, table: int, change: Callable[[tuple[str, ...]], tuple[str, ...]]) -> Sheet:
        *headers, row = self.tables[table]
        changed = (*headers, change(row))
        return replace(self, tables=(*self.tables[:table], changed, *self.tables[table + 1 :]))

    def with_row_after(self, indicator: int, row: tuple[str, ...]) -> Sheet:
        """Return the report with a further row beneath the one that opens an indicator."""
        at = TABLE_OF[indicator] - 1
        return replace(self, tables=(*self.tables[:at], (*self.tables[at], row), *self.tables[at + 1 :]))

    def with_header_score(self, indicator: int, written: str) -> Sheet:
        """Return the report with another score in the indicator's cell, and only there."""
        own = thai(SCORES[indicator])
        return self.with_cell(indicator, INDICATOR, lambda cell: cell.replace(own, written))

    def with_score(self, indicator: int, score: Decimal) -> Sheet:
        """Return the report with another score wherever the row states the indicator's."""
        own, other = thai(SCORES[indicator]), thai(score)
        return self._with_row(TABLE_OF[indicator] - 1, lambda row: tuple(cell.replace(own, other) for cell in row))

    def without(self, indicator: int) -> Sheet:
        """Return the report without an indicator, its continued rows included."""
        first = TABLE_OF[indicator] - 1
        last = first + (2 if indicator in (5, 6) else 1)
        return replace(self, tables=self.tables[:first] + self.tables[last:])

    def groups(self) -> list[tuple[tuple[tuple[str, ...], ...], ...]]:
        """Return the tables by indicator: two where the row goes on on the next page."""
        return [self.tables[TABLE_OF[n] - 1 : TABLE_OF[n] + (1 if n in (5, 6) else 0)] for n in range(1, 11)]

    def in_order(self, indicators: Iterable[int]) -> Sheet:
        """Return the report with its indicators in another order, each with its continued rows."""
        groups = self.groups()
        return replace(self, tables=tuple(table for n in indicators for table in groups[n - 1]))

    def with_columns(self, order: Sequence[int]) -> Sheet:
        """Return the report with its columns in another order; the wide heads above stay where they are."""
        assert sorted(order) == list(range(8))

        def moved(table: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
            wide, headers, *rows = table
            named = (wide[0], *headers[1:])
            return (wide, *(tuple(row[column] for column in order) for row in (named, *rows)))

        return replace(self, tables=tuple(moved(table) for table in self.tables))


def sheet() -> Sheet:
    """Return the real report taken apart."""
    lines: list[str] = []
    tables: list[list[tuple[str, ...]]] = []
    inside = False
    for line in REPORT.read_text(encoding="utf-8").split("\n"):
        if "\t" in line:
            if not inside:
                tables.append([])
            tables[-1].append(tuple(line.split("\t")))
        elif line.strip():
            lines.append(line.rstrip())
        inside = "\t" in line
    return Sheet(tuple(lines), tuple(tuple(table) for table in tables))


def decomposed(text: str) -> str:
    """Return text whose SARA AM is typed as two characters, with the tone mark between or before them."""
    text = re.sub("([\u0e48-\u0e4b])\u0e33", "\u0e4d\\1\u0e32", text)
    return text.replace("\u0e33", "\u0e4d\u0e32")


@dataclass(frozen=True)
class Everything:
    """Every row of every table and view of a database, for "nothing changed"."""

    rows: Mapping[str, list[tuple[Any, ...]]] = field(default_factory=dict)


def everything(engine: Engine) -> Everything:
    """Return every stored row, in a fixed order."""
    with engine.cursor() as cursor:
        names = [
            row[0]
            for row in cursor.execute(
                "SELECT table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE' ORDER BY 1"
            ).fetchall()
        ]
        # The turn of the lock counts attempts, not contents.
        return Everything(
            {
                name: cursor.execute("FROM query_table($name) ORDER BY ALL", {"name": name}).fetchall()
                for name in names
                if name != "write_lock"
            }
        )


def read(engine: Engine, name: str, **params: object) -> list[dict[str, Any]]:
    """Run one read query."""
    with engine.cursor() as cursor:
        return query_loader.rows(cursor, name, **params)


def one(engine: Engine, name: str, **params: object) -> dict[str, Any]:
    """Run a read query that gives one row."""
    (row,) = read(engine, name, **params)
    return row


def offenders(of: Iterable[T], rule: Callable[[T], None], name: Callable[[T], str]) -> dict[str, str]:
    """Return what breaks a rule, by name: all of it, so that one run of a test shows the whole list."""
    found = {}
    for each in of:
        try:
            rule(each)
        except Exception as reason:
            found[name(each)] = f"{type(reason).__name__}: {reason}"
    return found


def sha256(data: bytes) -> str:
    """Return the SHA-256 of bytes, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def import_of(engine: Engine, path: Path) -> str:
    """Return the id of the first import of a file's bytes."""
    return str(read(engine, "imports_of_file", sha256=sha256(path.read_bytes()))[0]["import_id"])


# What tells of imports themselves: which came and went, when, and by whom.
OF_IMPORTS = {"imports", "history", "holdings", "figure_sources", "agency_figures", "kept_fields"}


def read_everything(
    engine: Engine, only: Collection[tuple[str, int]] = (), names: Collection[str] = ()
) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """Return what every read query says: of towns for each year known and one unknown, of an average of each kind.

    Queries about imports are left out: they tell of the import that came and went.

    Parameters
    ----------
    only
        The agencies and years to ask for, where not all are needed: planning a query takes most of its time.
    names
        The queries to ask, where not all are needed.
    """
    with engine.cursor() as cursor:
        return read_everything_through(cursor, only, names)


def read_everything_through(
    cursor: Cursor, only: Collection[tuple[str, int]] = (), names: Collection[str] = ()
) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """Return what `read_everything` does, as a cursor sees it."""
    said: dict[tuple[str, str], list[dict[str, Any]]] = {}
    agencies = query_loader.rows(cursor, "agencies")
    # One of each kind: planning a query takes most of its time, and agencies of a kind are read alike.
    others = {a["kind"]: {"agency": a["agency_id"], "year": a["latest_year"]} for a in agencies if a["latest_year"]}
    pairs = [pair for kind, pair in others.items() if kind in ("national_average", "province_average")]
    for own in (a["agency_id"] for a in agencies if a["role"] in ("own", "sample")):
        years = {2575} | {row["fiscal_year"] for row in query_loader.rows(cursor, "agency_years", agency=own)}
        pairs += [{"agency": own, "year": year} for year in sorted(years)]
    if only:
        pairs = [{"agency": agency, "year": year} for agency, year in only]
    for name, query in query_loader.queries("read").items():
        asked = {param.name for param in query.params}
        if (
            name in OF_IMPORTS
            or asked & {"import_id", "sha256", "shape", "snapshot", "text", "agencies"}
            or (names and name not in names)
        ):
            continue
        assert asked <= {"agency", "year", "from_year", "to_year"}, f"{name} takes parameters that are not known here"
        spans = [{**pair, "from_year": 2563, "to_year": pair["year"]} for pair in pairs]
        for params in ({key: pair[key] for key in sorted(asked)} for pair in spans):
            if (name, str(params)) not in said:
                said[name, str(params)] = query_loader.rows(cursor, name, **params)
    return said
