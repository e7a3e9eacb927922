"""Write `ita.read_rows` and `ita.store.reads` from the headers of ``queries/read``: a row type and a function a query.

    .venv/bin/python -m ita.store.make_reads

A test fails where a module is not what the headers say. What a header says is held against DuckDB by another. The row
types lie below the store, so that sentences and tables are made of rows without seeing it.
"""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

from ita.store.query_loader import Field, Query, queries

ROWS = Path(__file__).parents[1] / "read_rows.py"
READS = Path(__file__).with_name("reads.py")
_WIDTH = 120
_TYPES = {
    "BIGINT": "int",
    "INTEGER": "int",
    "BOOLEAN": "bool",
    "DATE": "date",
    "TIMESTAMP": "datetime",
    "VARCHAR": "str",
}
_ROWS_HEAD = '''"""The row type of each query of ``queries/read``; `ita.store.make_reads` writes this module.

Scores, gaps and differences are in points of 0-100 with two decimals, points lost of the total with three; None is what
is not known.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple
'''
_READS_HEAD = '''"""A function for each query of ``queries/read``; `ita.store.make_reads` writes this module.

Every function takes a cursor of its own and returns rows, whose types are those of `ita.read_rows`.
"""

from __future__ import annotations

from duckdb import DuckDBPyConnection as Cursor

from ita import read_rows
from ita.store.query_loader import fetch
'''


def python_type(field: Field) -> str:
    """Return the Python type of a column or parameter; `str | None` and the like where it may be null.

    Raises
    ------
    KeyError
        The header gives a type that no read query had before: say here what it is in Python.
    """
    inner = field.type.removesuffix("[]")
    name = "Decimal" if inner.startswith("DECIMAL(") else _TYPES[inner]
    name = f"list[{name}]" if inner != field.type else name
    return name if field.is_required else f"{name} | None"


def row_name(query: str) -> str:
    """Return the name of the row type of a query: `GapRankingRow` of ``gap_ranking``."""
    return "".join(part.capitalize() for part in query.split("_")) + "Row"


def _wrapped(text: str, indent: str) -> str:
    return textwrap.fill(
        text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def _sentence(text: str, *, lower: bool = False) -> str:
    # A backslash or a quote of a header would end the docstring that it stands in.
    first = text[:1].lower() if lower else text[:1].upper()
    return re.sub(r'[\\"]', "'", f"{first}{text[1:]}").rstrip(".") + "."


def _described(fields: tuple[Field, ...]) -> str:
    return "\n".join(f"    {field.name}\n{_wrapped(_sentence(field.meaning), ' ' * 8)}" for field in fields)


def row_of(query: Query) -> str:
    """Return the row type of one query."""
    fields = "\n".join(f"    {field.name}: {python_type(field)}" for field in query.columns)
    return f'''

class {row_name(query.name)}(NamedTuple):
    """A row of `reads.{query.name}`.

    Attributes
    ----------
{_described(query.columns)}
    """

{fields}
'''


def function_of(query: Query) -> str:
    """Return the function of one query."""
    row = f"read_rows.{row_name(query.name)}"
    asked = f'cursor, "{query.name}", {row}._make' + "".join(f", {param.name}={param.name}" for param in query.params)
    call = f"    return fetch({asked})"
    if len(call) > _WIDTH:
        call = f"    return fetch(\n        {asked}\n    )"
    taken = "".join(f", {param.name}: {python_type(param)}" for param in query.params)
    parameters = f"\n\n    Parameters\n    ----------\n{_described(query.params)}" if query.params else ""
    order = f"In the order of {query.order}." if query.order else ""
    purpose = _wrapped(f'"""Read {_sentence(query.purpose, lower=True)}', "    ")
    return f'''

def {query.name}(cursor: Cursor{taken}) -> list[{row}]:
{purpose}

{_wrapped(_sentence(query.grain), "    ")}
{_wrapped(order, "    ")}{parameters}
    """
{call}
'''


def sources() -> dict[Path, str]:
    """Return the two modules as the headers of today give them."""
    of = queries("read").values()
    return {
        ROWS: _ROWS_HEAD + "".join(map(row_of, of)),
        READS: _READS_HEAD + "".join(map(function_of, of)),
    }


if __name__ == "__main__":
    for path, text in sources().items():
        path.write_text(text, "utf-8", newline="\n")
