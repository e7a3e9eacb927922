"""What nobody sees in a sheet of scores: cells that a merged one covers, and figures in hidden rows and columns."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ita.errors import Issue, Params, SourceLocation
from ita.formatting import at_most
from ita.importing.files.grids import Block, Grid, Marks

_NAMED_AT_MOST = 20
Cell = tuple[int, int]


def unseen(
    grid: Grid,
    location: SourceLocation,
    figures: Collection[Cell],
    columns: Mapping[int, Collection[int]],
    years: Collection[Cell],
) -> list[Issue]:
    """Return what was read, or lost, without being seen.

    Parameters
    ----------
    location
        Of the sheet.
    figures
        Row and column of every cell that held a figure.
    columns
        The columns that hold figures, by row beneath a head.
    years
        Row and column of every cell beneath a head that could hold a year.

    Returns
    -------
    list of Issue
        ``cells-merged`` for each merged cell that hides the place of another figure or year; ``rows-hidden`` and
        ``columns-hidden`` at most once. All are warnings.
    """
    marks = grid.marks
    locations = {(row, column) for row, of in columns.items() for column in of}
    found = [
        _issue(
            "cells-merged",
            location,
            (block.first_row, block.first_column),
            cells=block.name,
        )
        for block in marks.merged
        if _hides(block, locations, figures) or _hides(block, years, years)
    ]
    return found + hidden_ones(marks, location, figures)


def hidden_ones(marks: Marks, location: SourceLocation, held: Collection[Cell]) -> list[Issue]:
    """Return ``rows-hidden`` and ``columns-hidden``, at most once each, of the cells that were read of a sheet."""
    found: list[Issue] = []
    rows = sorted({row for row, _ in held} & marks.hidden_rows)
    if rows:
        first = min(cell for cell in held if cell[0] == rows[0])
        found.append(_issue("rows-hidden", location, first, rows=_listed([str(row) for row in rows])))
    hidden = sorted({column for _, column in held} & marks.hidden_columns)
    if hidden:
        first = min(cell for cell in held if cell[1] == hidden[0])
        names = [Block(1, column, 1, column).name.rstrip("0123456789") for column in hidden]
        found.append(_issue("columns-hidden", location, first, columns=_listed(names)))
    return found


def _hides(block: Block, locations: Collection[Cell], held: Collection[Cell]) -> bool:
    """Tell whether a merged cell that holds something covers another place of the same kind."""
    first = (block.first_row, block.first_column)
    return first in held and any(cell != first and block.covers(*cell) for cell in locations)


def _listed(names: list[str]) -> str:
    return at_most(names, _NAMED_AT_MOST)


def _issue(rule: str, sheet: SourceLocation, cell: Cell, **params: str) -> Issue:
    given: Params = params
    return Issue(rule, given, SourceLocation(sheet.file, sheet.table, *cell, sheet.sheet))
