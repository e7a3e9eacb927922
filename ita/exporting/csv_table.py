"""Rows as CSV for Excel and LibreOffice: text that stays text, and figures that can be counted with."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from ita.tables.table import Cell, Column, Table, said

# A spreadsheet takes a text that begins so for a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# As screens write figures: a change with a plus, with a real minus, or with both where it is nothing.
_FIGURE = re.compile(r"(?P<sign>[+\-−±]?)(?P<digits>\d+(?:\.\d+)?)")
_NOT_KNOWN = "–"


def csv_table(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a table as CSV.

    Parameters
    ----------
    headers
        The head row, as text.
    rows
        Cells as screens show them. A figure is written with an ASCII minus or no sign, a dash (not known) as an empty
        cell, and text that a spreadsheet would calculate behind an apostrophe.

    Returns
    -------
    bytes
        UTF-8 with a byte order mark, without which Excel takes Thai letters for others.
    """
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow([_cell(header) for header in headers])
    table.writerows([_cell(str(cell)) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def csv_of(table: Table, lang: str, mark: str = "") -> bytes:
    """Return a table as CSV in a language: figures from the figures themselves, never from how a screen writes them.

    Parameters
    ----------
    mark
        Words that end every row, such as that its figures are synthetic; empty for none.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    marks = [_text(mark)] if mark else []
    writer.writerow([*map(_text, table.headers(lang)), *marks])
    for row in table.rows:
        writer.writerow(
            [*(_typed(cell, column, lang) for cell, column in zip(row, table.columns, strict=True)), *marks]
        )
    return out.getvalue().encode("utf-8-sig")


def _typed(cell: Cell, column: Column, lang: str) -> str:
    if cell is None or cell == "":
        return ""
    if isinstance(cell, Decimal):
        return f"{cell + 0:.{column.decimals}f}"
    if isinstance(cell, int) and not isinstance(cell, bool):
        return str(cell)
    return _text(said(cell, lang))


def _text(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _cell(text: str) -> str:
    if text == _NOT_KNOWN:
        return ""
    figure = _FIGURE.fullmatch(text)
    if figure is not None:
        minus = figure["sign"] in ("-", "−") and figure["digits"].strip("0.")
        return f"-{figure['digits']}" if minus else figure["digits"]
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
