"""Tables of scores without headers that are known: the column that names indicators tells where the figures are."""

from __future__ import annotations

from collections.abc import Sequence

from ita.errors import InputError
from ita.importing.files.grids import Grid, GridCell
from ita.importing.scores import figure_roles
from ita.importing.scores.label_matcher import Words, is_score_header, year_named
from ita.importing.scores.layouts import ENOUGH_INDICATORS, FIGURE, HeaderText, Layout, ScoreColumn, known_columns
from ita.importing.scores.text_keys import tidy

# A row that names columns has so many texts.
_ENOUGH_TEXTS = 2


def without_header(grid: Grid, words: Words) -> Layout | None:
    """Return the layout of a grid that has no header which is known: one column names indicators, others hold figures.

    The row above the first indicator names the columns, where its words are no figures.
    """
    named: dict[int, list[int]] = {}
    for index, row in enumerate(grid.rows):
        for at, cell in enumerate(row.cells):
            if not cell.text or cell.kind != "text" or not words.may_name(cell.text):
                continue
            try:
                what = words.what(cell.text, cell.location, bare=False)
            except InputError:
                what = None
            if isinstance(what, int):
                named.setdefault(at, []).append(index)
    labels = [at for at, rows in named.items() if len(rows) >= ENOUGH_INDICATORS]
    if not labels:
        return None
    label, rows = labels[0], named[labels[0]]
    header = grid.rows[rows[0] - 1] if rows[0] else None
    if header is not None and (
        len([cell for cell in header.cells if cell.text]) < _ENOUGH_TEXTS
        or any(FIGURE.fullmatch(tidy(cell.text)) for cell in header.cells)
    ):
        header = None
    columns = []
    for at in range(max(len(grid.rows[index].cells) for index in rows)):
        cells = [grid.rows[index].cells[at] for index in rows if at < len(grid.rows[index].cells)]
        cells = [cell for cell in cells if cell.text]
        figures = [cell for cell in cells if cell.kind != "text" or FIGURE.fullmatch(tidy(cell.text))]
        if at == label or len(figures) * 2 <= len(cells) or not cells or _counts_up(cells):
            continue
        above = header.cells[at] if header is not None and at < len(header.cells) else None
        texts = (HeaderText(above.text, "header", above.location),) if above is not None and above.text else ()
        kinds = frozenset(kind for each in texts for kind in figure_roles.kinds(each.text))
        if kinds & (figure_roles.NEVER | {figure_roles.WEIGHTED}):
            continue
        year = year_named(above.text) if above is not None and above.text else None
        known = not texts or bool(kinds) or year is not None or is_score_header(texts[0].text)
        columns.append(ScoreColumn(at, texts, year, is_known=known))
    if not columns:
        return None
    return Layout(labels=(label,), scores=known_columns(columns), header=header)


def _counts_up(cells: Sequence[GridCell]) -> bool:
    """Tell whether cells only number their rows."""
    texts = [tidy(cell.text).rstrip(".)") for cell in cells]
    return all(text.isdigit() for text in texts) and [int(text) for text in texts] == list(
        range(int(texts[0]), int(texts[0]) + len(texts))
    )
