"""Rows as CSV for Excel and LibreOffice: text that stays text, and figures that can be counted with."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from ita.characters import FORMULA_STARTS
from ita.tables.table import Cell, Column, Table, said, text_of


def csv_of(table: Table, lang: str, mark: str = "") -> bytes:
    """Return a table as CSV in a language: figures from the figures themselves, never from how a screen writes them.

    Parameters
    ----------
    mark
        Words that end every row, such as that its figures are synthetic; empty for none.

    Returns
    -------
    bytes
        UTF-8 with a byte order mark, without which Excel takes Thai letters for others. What is not known is an empty
        cell; text that a spreadsheet would calculate stands behind an apostrophe.
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
    if isinstance(cell, bool):
        return text_of(cell, column, lang)
    if isinstance(cell, int):
        return str(cell)
    return _text(said(cell, lang))


def _text(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
