"""What a person made of the columns of a table, applied to it or to another table of the same shape."""

from __future__ import annotations

from ita.importing.choices import (
    CODE,
    INDICATORS,
    LABEL,
    LEVEL,
    ROW_KIND,
    SCORE,
    TOTAL,
    YEAR,
    ColumnMapping,
    ColumnMeaning,
)
from ita.importing.files.grids import Grid, GridRow
from ita.importing.scores.label_matcher import INSTRUMENTS, What
from ita.importing.scores.layouts import HeaderText, Layout, ScoreColumn
from ita.importing.scores.text_keys import match_key


def signature(header: GridRow | None) -> tuple[str, ...]:
    """Return what a header row of the same shape shares, years aside: the keys of its cells."""
    return tuple(match_key(cell.text) for cell in header.cells) if header is not None else ()


def mapped_layouts(grid: Grid, mapping: ColumnMapping) -> dict[int, Layout] | None:
    """Return the layout that a mapping gives a grid, by the number of its header row; None where it is of another.

    It is empty where all its figures are left out.
    """
    if mapping.sheet is not None and grid.title is not None and match_key(mapping.sheet) != match_key(grid.title):
        return None
    header = next((row for row in grid.rows if mapping.header and signature(row) == mapping.header), None)
    if mapping.header and header is None:
        return None
    rows = [
        row
        for row in grid.rows
        if (mapping.first_row is None or row.number >= mapping.first_row)
        and (header is None or row.number > header.number)
    ]
    if not rows:
        return None
    columns = dict(mapping.columns)
    whats = {
        at - 1: (what, _column(at, meaning, header))
        for at, meaning in columns.items()
        if (what := _what(meaning.field)) is not None
    }
    layout = Layout(
        year=_first(columns, YEAR),
        labels=tuple(at - 1 for at, meaning in columns.items() if meaning.field == LABEL),
        code=_first(columns, CODE),
        scores=tuple(_column(at, meaning, header) for at, meaning in columns.items() if meaning.field == SCORE),
        whats=whats,
        kinds=tuple(at - 1 for at, meaning in columns.items() if meaning.field == ROW_KIND),
        header=header,
        last_row=mapping.last_row,
        is_mapped=True,
    )
    return {header.number if header is not None else rows[0].number: layout} if layout.figures else {}


def _column(at: int, meaning: ColumnMeaning, header: GridRow | None) -> ScoreColumn:
    cell = header.cells[at - 1] if header is not None and at <= len(header.cells) else None
    texts = (HeaderText(cell.text, "header", cell.location),) if cell is not None and cell.text else ()
    return ScoreColumn(at - 1, texts, meaning.fiscal_year, as_role=meaning.as_role or "result")


def _what(field: str) -> What | None:
    if field in INDICATORS:
        return int(field)
    return field if field in (TOTAL, LEVEL, *INSTRUMENTS) else None


def _first(columns: dict[int, ColumnMeaning], field: str) -> int | None:
    return next((at - 1 for at, meaning in columns.items() if meaning.field == field), None)
