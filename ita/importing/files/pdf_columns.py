"""A table without ruled lines: columns are the strips in which words stand, rows begin where several cells begin."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ita.importing.files.pdf_layout import Letter, Line, lines

# Words in one column keep clear of the next by at least this, in points.
_GUTTER = 4.0
# A report's table has eight columns; two or three of them may run together.
_FEWEST_COLUMNS = 6
# How many lines above a table (its title) are set aside to find its columns.
_MOST_ABOVE = 40
# Columns of two pages that begin nearer than this are the same.
_SAME = 6.0
# Of the pitch of lines: a wider gap above a line begins a cell.
_GAP = 1.5
# So many cells that begin side by side begin a row, and so does a cell in the first column.
_BEGIN_A_ROW = 3
_PAGE_NUMBER = re.compile(r"[-–—\s]*+(?:หน้า(?:ที่)?)?\s*+[0-9๐-๙]{1,3}\s*+(?:/\s*+[0-9๐-๙]{1,3})?[-–—\s]*+")

Strip = tuple[float, float]
Run = list[Letter]
Columned = tuple[list[Line], list[list[list[Line]]], list[float]]


def columned(written: Sequence[Letter], before: Sequence[float]) -> Columned:
    """Return the lines outside a table, the lines of its cells by row and column, and where its columns begin.

    Parameters
    ----------
    written
        The letters of one page.
    before
        Where the columns begin on the page before, for a page that does not fill all of them; may be empty.

    Returns
    -------
    tuple
        Rows are empty where the page has no such table.
    """
    rows = [_runs(row) for row in _by_line(written)]
    outside: list[Letter] = []
    if rows and len(rows[-1]) == 1 and _PAGE_NUMBER.fullmatch("".join(letter.text for letter in rows[-1][0])):
        outside += rows.pop()[0]
    first, starts = _body(rows)
    known = sum(1 for start in starts if any(abs(start - each) <= _SAME for each in before))
    # A page that ends one table and begins another shows neither's columns in full.
    if before and 2 * known >= len(starts):
        first, starts = 0, list(before)
    if not starts:
        return lines(written), [], []
    # Wide heads above the names of the columns reach over several, but are side by side as no title is.
    while first and len(rows[first - 1]) > 1:
        first -= 1
    outside += [letter for row in rows[:first] for run in row for letter in run]
    columns: list[list[Letter]] = [[] for _ in starts]
    for row in rows[first:]:
        for run in row:
            columns[max(0, bisect_right(starts, run[0].x + _GUTTER / 2) - 1)] += run
    return lines(outside), _table([lines(column) for column in columns]), starts


def _by_line(written: Sequence[Letter]) -> list[list[Letter]]:
    rows: list[list[Letter]] = []
    for letter in sorted(written, key=lambda letter: -letter.y):
        if rows and rows[-1][0].y - letter.y <= letter.size / 3:
            rows[-1].append(letter)
        else:
            rows.append([letter])
    return rows


def _runs(row: list[Letter]) -> list[Run]:
    """Return the letters of a line in runs that gutters part."""
    found: list[Run] = []
    end = float("-inf")
    for letter in sorted(row, key=lambda letter: letter.x):
        if letter.x - end >= _GUTTER:
            found.append([])
        found[-1].append(letter)
        end = max(end, letter.right)
    return found


def _body(rows: Sequence[Sequence[Run]]) -> tuple[int, list[float]]:
    """Return the first line of the table and its columns: as many as the page has below any of its first lines."""
    first, best = 0, list[float]()
    strips: list[Strip] = []
    for at in range(len(rows) - 1, -1, -1):
        strips = _strips([*strips, *((run[0].x, max(letter.right for letter in run)) for run in rows[at])])
        if at <= min(_MOST_ABOVE, len(rows) // 2) and len(strips) >= max(_FEWEST_COLUMNS, len(best)):
            first, best = at, [start for start, _ in strips]
    return first, best


def _strips(written: Sequence[Strip]) -> list[Strip]:
    """Return the strips that gutters part."""
    found: list[Strip] = []
    for start, end in sorted(written):
        if found and start - found[-1][1] < _GUTTER:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _table(columns: Sequence[Sequence[Line]]) -> list[list[list[Line]]]:
    tops = _tops(columns)
    table: list[list[list[Line]]] = [[[] for _ in columns] for _ in tops]
    below = [-top for top in tops]
    for at, column in enumerate(columns):
        for line in column:
            # A point of slack: the feet of one line differ by rounding.
            row = max(0, bisect_right(below, -line.y + 1) - 1)
            table[row][at].append(line)
    return table


def _tops(columns: Sequence[Sequence[Line]]) -> list[float]:
    """Return where rows begin, from above."""
    gaps = [above.y - line.y for column in columns for above, line in pairwise(column)]
    pitch = min(gaps, default=0.0)
    begins: list[tuple[float, int]] = []
    for at, column in enumerate(columns):
        above = float("inf")
        for line in column:
            if above - line.y > _GAP * pitch:
                begins.append((line.y, at))
            above = line.y
    groups = _side_by_side(sorted(begins, reverse=True))
    rows = [
        group[0][0]
        for at, group in enumerate(groups)
        if at == 0 or len(group) >= _BEGIN_A_ROW or any(column == 0 for _, column in group)
    ]
    # A cell that begins again where nothing stands beside or beneath it is the only one of its row.
    alone = [
        group[0][0]
        for group in groups
        if not any(
            _columns_of(columns, group, max((row for row in rows if row < group[0][0] - 1), default=float("-inf")))
        )
    ]
    return sorted({*rows, *alone}, reverse=True) or [0.0]


def _side_by_side(begins: Sequence[tuple[float, int]]) -> list[list[tuple[float, int]]]:
    found: list[list[tuple[float, int]]] = []
    for begin in begins:
        if found and found[-1][0][0] - begin[0] <= 1:
            found[-1].append(begin)
        else:
            found.append([begin])
    return found


def _columns_of(columns: Sequence[Sequence[Line]], group: Sequence[tuple[float, int]], end: float) -> Iterator[bool]:
    """Tell for each column that does not begin here whether it has a line from here down to an end."""
    top, begun = group[0][0], {column for _, column in group}
    for at, column in enumerate(columns):
        if at not in begun:
            yield any(end + 1 < line.y <= top + 1 for line in column)
