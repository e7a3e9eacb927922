"""What a sheet of a workbook does to its cells without changing them: merged ones, hidden rows and columns."""

from __future__ import annotations

import io
import re

from lxml import etree

from ita.errors import N_, InputError, SourceLocation
from ita.importing.files.grids import Block, Marks
from ita.importing.files.limits import MAX_COLUMNS, MAX_ROWS

_MARKED = re.compile(rb"hidden|mergeCell|AlternateContent")
# Each is held against every row; a table of a town has a few, in its heads.
_MAX_MERGED = 1_000
_TRUE = ("1", "true", "on")
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")


def read_marks(part: bytes, location: SourceLocation) -> Marks:
    """Return what a sheet's XML says of its cells.

    Parameters
    ----------
    part
        XML as `ita.importing.files.xlsx_package.repack` lets through: UTF-8, no entities, of limited size.
    location
        Of the sheet.

    Returns
    -------
    Marks
        Rows and columns beyond what is read are left out.

    Raises
    ------
    InputError
        ``alternate-content``: cells are there twice, and programs differ in which of the two they show.
    """
    if not _MARKED.search(part):
        return Marks()
    merged: list[Block] = []
    rows: set[int] = set()
    columns: set[int] = set()
    number = 0
    wanted = ("{*}row", "{*}col", "{*}mergeCell", "{*}AlternateContent")
    for _, element in etree.iterparse(
        io.BytesIO(part), tag=wanted, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False
    ):
        kind = etree.QName(element).localname
        hidden = element.get("hidden") in _TRUE
        if kind == "AlternateContent" and next(element.iter("{*}row", "{*}c"), None) is not None:
            raise InputError(
                N_("The sheet holds cells in two versions, and programs differ in which of the two they show."),
                hint=N_("Open it in Excel or LibreOffice, save it as an Excel workbook (.xlsx), and import that file."),
                location=location,
                rule="alternate-content",
            )
        if kind == "row":
            number = int(element.get("r") or number + 1)
            if hidden and number <= MAX_ROWS:
                rows.add(number)
        elif kind == "col" and hidden:
            first, last = int(element.get("min", 0)), int(element.get("max", 0))
            columns.update(range(max(first, 1), min(last, MAX_COLUMNS) + 1))
        elif kind == "mergeCell":
            found = _RANGE.fullmatch(element.get("ref", ""))
            if found and len(merged) < _MAX_MERGED:
                merged.append(Block(int(found[2]), _column(found[1]), int(found[4]), _column(found[3])))
        element.clear()
    return Marks(tuple(merged), frozenset(rows), frozenset(columns))


def _column(letters: str) -> int:
    """Return the number of a column from its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
