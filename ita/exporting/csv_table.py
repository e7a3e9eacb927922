"""Rows as CSV for Excel and LibreOffice: text that stays text, and figures that can be counted with."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

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


def _cell(text: str) -> str:
    if text == _NOT_KNOWN:
        return ""
    figure = _FIGURE.fullmatch(text)
    if figure is not None:
        minus = figure["sign"] in ("-", "−") and figure["digits"].strip("0.")
        return f"-{figure['digits']}" if minus else figure["digits"]
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
