"""The rows of a Word table by its grid, also where a border was dragged in one row only."""

from __future__ import annotations

from dataclasses import replace

from ita.importing.files.tables import RawCell


class Row(list[RawCell]):
    """The cells of a row by the grid, and the grid that each cell of the file spans."""

    def __init__(self) -> None:
        super().__init__()
        self.spans: list[tuple[int, int]] = []


def straightened(rows: list[Row]) -> list[Row]:
    """Return rows of equally many cells with one grid: that of the first of them.

    A border that was dragged in one row only gives the grid a column more, and the cells beyond it another place in
    it than the heads above them. They stand under a head where each overlaps it.
    """
    most = max((len(row.spans) for row in rows), default=0)
    model = next((row for row in rows if len(row.spans) == most), None)
    if model is None:
        return rows
    return [_laid_like(model, row) if _is_askew(model.spans, row.spans) else row for row in rows]


def _is_askew(model: list[tuple[int, int]], spans: list[tuple[int, int]]) -> bool:
    return (
        len(spans) == len(model)
        and [start for start, _ in spans] != [start for start, _ in model]
        and all(start < last and first < end for (start, end), (first, last) in zip(spans, model, strict=True))
    )


def _laid_like(model: Row, row: Row) -> Row:
    """Return a row with each of its cells where the model has the cell of the same number."""
    laid = Row()
    laid.spans = model.spans
    for column in range(len(model)):
        laid.append(RawCell((), replace(row[0].location, column=column + 1)))
    for (start, _), (begin, _) in zip(row.spans, model.spans, strict=True):
        laid[begin] = replace(row[start], location=laid[begin].location)
    return laid
