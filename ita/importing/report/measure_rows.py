"""Cells under one indicator that stand apart: each row's own period and units, and the measures that they are of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ita.errors import InputError, SourceLocation
from ita.importing.files.tables import RawCell
from ita.importing.report import columns as col
from ita.importing.report.indicator_rows import QuestionRows
from ita.importing.report.list_parser import pieces, running_text, split_units
from ita.importing.report.periods import Span, read_period
from ita.thai import match_key


@dataclass(slots=True)
class Part:
    """A period or the units of some rows: the first of them (from 0), the text as written, and where it stands."""

    row: int
    text: str
    location: SourceLocation


def period_cell(cells: Mapping[str, RawCell]) -> tuple[str, SourceLocation] | None:
    """Return the period of a row as written: its cell, or its first and last day from two columns."""
    starts, ends = cells.get(col.STARTS), cells.get(col.ENDS)
    if col.PERIOD in cells and not (starts or ends):
        cell = cells[col.PERIOD]
        return _text(cell), cell.location
    if starts and ends:
        return f"{_text(starts)} - {_text(ends)}", starts.location
    if starts:
        return f"ตั้งแต่ {_text(starts)} เป็นต้นไป", starts.location
    return (f"ภายใน {_text(ends)}", ends.location) if ends else None


def _text(cell: RawCell) -> str:
    return running_text(pieces(cell, continues=False))


def periods(rows: QuestionRows, plan_year: int) -> list[Part]:
    """Return the periods that the rows of a question name, in order; one that a page cut is put together."""
    found: list[Part] = []
    for at, row in enumerate(rows.rows):
        cell = period_cell(row.cells)
        if cell is None:
            continue
        text, location = cell
        if found and row.goes_on and not (_is_read(text, plan_year) and _is_read(found[-1].text, plan_year)):
            found[-1].text = f"{found[-1].text} {text}"
        else:
            found.append(Part(at, text, location))
    if len(found) > 1 and not any(_is_read(part.text, plan_year) for part in found):
        whole = " ".join(part.text for part in found)
        if _is_read(whole, plan_year):
            return [Part(found[0].row, whole, found[0].location)]
    return found


def _is_read(text: str, plan_year: int) -> bool:
    try:
        return read_period(_line(text), plan_year) is not None
    except InputError:
        return True


def _line(text: str) -> str:
    return " ".join(text.split())


def read_part(part: Part, plan_year: int, *, is_deadline: bool) -> Span | None:
    """Return the days that a period names; InputError as `read_period` says."""
    return read_period(_line(part.text), plan_year, is_deadline=is_deadline)


def units(rows: QuestionRows) -> list[Part]:
    """Return the units that the rows of a question name, as lines; at a page's head they go on."""
    found: list[Part] = []
    for at, row in enumerate(rows.rows):
        cell = row.cells.get(col.UNITS)
        if cell is None:
            continue
        text = "\n".join(split_units(pieces(cell, continues=False)))
        if found and row.goes_on and period_cell(row.cells) is None:
            found[-1].text = f"{found[-1].text}\n{text}"
        else:
            found.append(Part(at, text, cell.location))
    return found


def differ(parts: Sequence[Part]) -> bool:
    """Tell whether parts say different things."""
    return len({match_key(part.text) for part in parts}) > 1


def row_of(rows: QuestionRows, name: str, location: SourceLocation) -> int:
    """Return the row (from 0) in which a cell of a field stands."""
    return next(
        (at for at, row in enumerate(rows.rows) if name in row.cells and row.cells[name].location == location), 0
    )


def part_at(parts: Sequence[Part], row: int) -> Part | None:
    """Return the part that holds for a row: its own, else that of the row above, which may be merged with it."""
    before = [part for part in parts if part.row <= row]
    return before[-1] if before else None
