"""The normaliser of scores: tables of a workbook or CSV, or pasted text, to one checked `ScoreSheet`. Pure.

Three shapes of table are read, each by what its heads mean: a row a year with a column an indicator; a row a score
with columns for year, indicator and score; a row an indicator with a column a year. Scores of questions are a row a
score with columns for year, code and score.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ita.errors import N_, InputError, Issue, Place
from ita.frameworks import LAST_YEAR, Frameworks
from ita.importing.files.grids import Grid, GridCell, GridDocument, GridRow
from ita.importing.files.read_csv import text_grid
from ita.importing.files.turned import turned
from ita.importing.files.unseen import Cell, unseen
from ita.importing.scores.lines import other_year, read_lines, say_other_year
from ita.importing.scores.values import Gathering, QuestionScore, ScoreSheet, is_empty
from ita.importing.scores.words import (
    INSTRUMENTS,
    What,
    is_code_head,
    is_label_head,
    is_score_head,
    is_year_head,
    shortened,
    year_named,
)
from ita.thai import tidy
from ita.watching import go_on

__all__ = ["QuestionScore", "ScoreSheet", "is_score_table", "read_pasted", "read_scores"]

# A head of two rows spans its indicators with the instrument's name; the row beneath has at least this many of them.
_ENOUGH_BELOW = 3
_TWO_ROWS = 2


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which column of a table holds what, counted from 0."""

    year: int | None = None
    whats: Mapping[int, What] = field(default_factory=dict)
    years: Mapping[int, int | None] = field(default_factory=dict)
    labels: tuple[int, ...] = ()
    code: int | None = None
    score: int | None = None
    fixed_year: int | None = None


@dataclass(frozen=True, slots=True)
class _Head:
    """The cells of a row, by what they would be as heads of columns."""

    years: tuple[int, ...]
    labels: tuple[int, ...]
    scores: tuple[int, ...]
    codes: tuple[int, ...]
    named_years: Mapping[int, int]
    whats: Mapping[int, What]
    wrong: tuple[Issue, ...]

    @property
    def indicators(self) -> int:
        """Number of indicators that the row names."""
        return sum(1 for what in self.whats.values() if isinstance(what, int))


def read_scores(document: GridDocument, frameworks: Frameworks, newest_year: int = LAST_YEAR) -> ScoreSheet:
    """Read the scores of an agency out of the sheets of a file.

    Parameters
    ----------
    document
        As `read_xlsx` or `read_csv` gives it.
    frameworks
        The rules of all years: indicators and instruments by name, levels and question codes by year.
    newest_year
        The last fiscal year that a score can be of; a later one is taken for a typing error.

    Returns
    -------
    ScoreSheet
        With every issue, errors included: nothing is raised.
    """
    gathering = Gathering(document.file, frameworks, newest_year)
    gathering.issues += document.issues
    _read_grids(gathering, document.grids, None)
    sheet = gathering.sheet()
    return sheet if sheet.years else replace(sheet, issues=tuple(_without_scores(issue) for issue in sheet.issues))


def _without_scores(issue: Issue) -> Issue:
    """Return an issue of a file that gave no score of the ten: a hidden sheet may then be the one that holds them."""
    if issue.rule != "sheet-hidden":
        return issue
    text = N_("This sheet is hidden and was not read, and no score of the ten indicators was found on the others.")
    return replace(issue, severity="warning", text=text)


def read_pasted(text: str, fiscal_year: int, frameworks: Frameworks, newest_year: int = LAST_YEAR) -> ScoreSheet:
    """Read the scores of one year out of text copied from a page of ITAS.

    Parameters
    ----------
    text
        Lines of name and number, or a table with heads and tabs, as a browser or Excel copies it.
    fiscal_year
        The year that the scores are of; a table may name years itself.
    newest_year
        As in `read_scores`.

    Returns
    -------
    ScoreSheet
        With every issue, errors included: nothing is raised. Places are lines, in a table also columns.
    """
    gathering = Gathering(None, frameworks, newest_year)
    try:
        grid = text_grid(text, Place()) if "\t" in text else None
    except InputError as reason:
        gathering.take(reason)
        return gathering.sheet()
    for cell in (cell for row in grid.rows for cell in row.cells) if grid is not None else ():
        gathering.issues += turned(cell.text, cell.place)
    if grid is not None and _has_layout(gathering, grid):
        _read_grids(gathering, [grid], fiscal_year)
        _say_other_years(gathering, grid, fiscal_year)
    else:
        read_lines(gathering, text, fiscal_year)
    return gathering.sheet()


def _say_other_years(gathering: Gathering, grid: Grid, fiscal_year: int) -> None:
    """Say where a pasted table speaks of another year than the one chosen; its own column of years goes before that."""
    said: set[int] = set()
    own = {result.fiscal_year for result in gathering.sheet().years}
    for cell in (cell for row in grid.rows for cell in row.cells):
        other = other_year(tidy(cell.text), fiscal_year)
        if other is None or other in said:
            continue
        said.add(other)
        if own <= {fiscal_year}:
            say_other_year(gathering, other, fiscal_year, cell.place)
        elif fiscal_year not in own:
            text = N_("The table names the year {named} itself: its scores are filed there, not under {year}.")
            gathering.say("warning", "year-differs", text, cell.place, named=other, year=fiscal_year)


def is_score_table(document: GridDocument, frameworks: Frameworks) -> bool:
    """Tell whether a file holds a table of scores, by its heads."""
    gathering = Gathering(document.file, frameworks)
    return any(_has_layout(gathering, grid) for grid in document.grids)


def _has_layout(gathering: Gathering, grid: Grid) -> bool:
    return bool(_Table(gathering, grid, None).heads())


def _read_grids(gathering: Gathering, grids: Sequence[Grid], default_year: int | None) -> None:
    found = False
    for grid in grids:
        table = _Table(gathering, grid, default_year)
        table.read()
        found = found or table.found
        if not table.found and any(cell.kind == "number" for row in grid.rows for cell in row.cells):
            gathering.say(
                "notice",
                "sheet-unread",
                N_("The sheet has no heads of years and indicators and was not read."),
                table.place,
            )
    if not found:
        gathering.say(
            "error",
            "no-score-table",
            N_(
                "No table of scores was found: one row has to name the columns, such as “ปีงบประมาณ” and "
                "the ten indicators, as the template does."
            ),
            Place(gathering.file),
        )
    elif gathering.is_empty:
        gathering.say("error", "scores-empty", N_("The table holds no score yet."), Place(gathering.file))


class _Table:
    """Reads one grid."""

    def __init__(self, gathering: Gathering, grid: Grid, default_year: int | None) -> None:
        self.gathering = gathering
        self.grid = grid
        self.default_year = default_year
        self.place = Place(gathering.file, grid.number if grid.title else None, sheet=grid.title)
        self.found = False
        self._figures: set[Cell] = set()
        self._columns: dict[int, tuple[int, ...]] = {}
        self._years: set[Cell] = set()

    def read(self) -> None:
        """Take every figure of the grid, and say what was not read."""
        heads = self.heads()
        self.found = bool(heads)
        layout: _Layout | None = None
        for row in self.grid.rows:
            go_on()
            if row.number in heads:
                head, layout = heads[row.number]
                self._say_head(head, layout, row)
                layout = self._in_time(layout, row)
                continue
            if layout is None:
                continue
            self._note(layout, row)
            if layout.code is not None:
                self._take_question(layout, row)
            elif layout.labels:
                self._take_labelled(layout, row)
            else:
                self._take_year(layout, row)
        self.gathering.issues += unseen(self.grid, self.place, self._figures, self._columns, self._years)

    def _note(self, layout: _Layout, row: GridRow) -> None:
        """Keep which cells of a row hold figures, or would."""
        of_score = () if layout.score is None else (layout.score,)
        columns = (*layout.whats, *layout.years, *of_score)
        self._columns[row.number] = tuple(at + 1 for at in columns)
        self._figures |= {(row.number, at + 1) for at in columns if not is_empty(self._cell(row, at))}
        if layout.year is not None:
            self._years.add((row.number, layout.year + 1))

    def heads(self) -> dict[int, tuple[_Head, _Layout]]:
        """Return the rows that name columns, by their number; a head of two rows by its lower one too."""
        found: dict[int, tuple[_Head, _Layout]] = {}
        upper: tuple[int, _Head] | None = None
        for row in self.grid.rows:
            go_on()
            head = self._head(row)
            if head is None and upper is not None and row.number - upper[0] <= _TWO_ROWS:
                head = self._lower_head(row, upper[1])
            if head is None:
                continue
            layout = self._layout(head, row)
            if layout is not None:
                found[row.number] = (head, layout)
            upper = (row.number, head) if head.years and not head.indicators else None
        return found

    def _head(self, row: GridRow) -> _Head | None:
        """Return a row as heads of columns, None where no word of it can be one that every head has."""
        texts = [cell.text for cell in row.cells]
        marks = (is_year_head, is_label_head, is_code_head)
        if not any(mark(text) for text in texts if text for mark in marks):
            return None
        return self._classified(row)

    def _classified(self, row: GridRow) -> _Head:
        years, labels, scores, codes = (
            tuple(at for at, cell in enumerate(row.cells) if cell.text and mark(cell.text))
            for mark in (is_year_head, is_label_head, is_score_head, is_code_head)
        )
        named = {at: year for at, cell in enumerate(row.cells) if (year := year_named(cell.text)) is not None}
        taken = {*years, *labels, *codes, *named}
        whats: dict[int, What] = {}
        wrong: list[Issue] = []
        for at, cell in enumerate(row.cells):
            if at in taken:
                continue
            try:
                what = self.gathering.words.what(cell.text, cell.place)
            except InputError as reason:
                wrong += reason.issues
                continue
            if what is not None:
                whats[at] = what
        return _Head(years, labels, scores, codes, named, whats, tuple(wrong))

    def _lower_head(self, row: GridRow, upper: _Head) -> _Head | None:
        """Return the lower row of a head of two, whose upper row names the year and spans the indicators."""
        year = upper.years[0]
        if year < len(row.cells) and row.cells[year].text:
            return None
        lower = self._classified(row)
        if lower.indicators < _ENOUGH_BELOW:
            return None
        # Over its indicators an instrument's name only spans them; over nothing it is a column of its own.
        alone = {at for at in upper.whats if at >= len(row.cells) or not row.cells[at].text}
        above = {at: what for at, what in upper.whats.items() if what not in INSTRUMENTS or at in alone}
        return _Head((year,), (), (), (), {}, {**above, **lower.whats}, lower.wrong)

    def _layout(self, head: _Head, row: GridRow) -> _Layout | None:
        """Return what the columns under a head hold, None where it names too little of it."""
        year = head.years[0] if head.years else None
        score = head.scores[0] if head.scores else None
        if head.codes and score is not None:
            return self._dated(_Layout(year=year, code=head.codes[0], score=score), row)
        if year is not None and head.whats and not (head.labels and score is not None and not head.indicators):
            return _Layout(year=year, whats=head.whats)
        if head.labels and score is not None:
            return self._dated(_Layout(year=year, labels=head.labels, score=score), row)
        if head.labels and head.named_years:
            return _Layout(years=head.named_years, labels=head.labels)
        return None

    def _dated(self, layout: _Layout, row: GridRow) -> _Layout:
        """Return a layout without a column of years with the one year that stands above its head."""
        if layout.year is not None:
            return layout
        above = [cell.text for each in self.grid.rows if each.number < row.number for cell in each.cells]
        named = {int(year) for text in (*above, self.grid.title or "") for year in re.findall(r"25\d\d", tidy(text))}
        fixed = self.default_year or (min(named) if len(named) == 1 else None)
        return _Layout(labels=layout.labels, code=layout.code, score=layout.score, fixed_year=fixed)

    def _say_head(self, head: _Head, layout: _Layout, row: GridRow) -> None:
        """Say what is wrong with a head and which of its columns are not read."""
        if layout.whats:
            self.gathering.issues += head.wrong
        if layout.year is None and not layout.years and layout.fixed_year is None:
            self.gathering.say(
                "error",
                "year-missing",
                N_("The table names no fiscal year: add a column “ปีงบประมาณ”, or one year in the title above it."),
                row.cells[0].place,
            )
        read = {layout.year, layout.code, layout.score, *layout.whats, *layout.years, *layout.labels}
        wrong = {issue.place.column for issue in head.wrong} if layout.whats else set()
        unread = [cell for at, cell in enumerate(row.cells) if cell.text and at not in read and at + 1 not in wrong]
        if unread:
            self.gathering.say(
                "notice",
                "column-unread",
                N_("These columns were not read: {columns}."),
                unread[0].place,
                columns=", ".join(shortened(cell.text, 30) for cell in unread),
            )

    def _in_time(self, layout: _Layout, row: GridRow) -> _Layout:
        """Return a layout whose own years are None, and said, where scores cannot be of them."""
        allowed = self.gathering.year_at
        years = {at: year and allowed(year, row.cells[at].place) for at, year in layout.years.items()}
        fixed = layout.fixed_year and allowed(layout.fixed_year, row.cells[0].place)
        return replace(layout, years=years, fixed_year=fixed)

    def _cell(self, row: GridRow, at: int) -> GridCell:
        if at < len(row.cells):
            return row.cells[at]
        return GridCell("", "text", Place(self.place.file, self.place.table, row.number, at + 1, self.place.sheet))

    def _take_year(self, layout: _Layout, row: GridRow) -> None:
        filled = [(what, self._cell(row, at)) for at, what in layout.whats.items()]
        filled = [(what, cell) for what, cell in filled if not is_empty(cell)]
        if not filled:
            return
        year = self.gathering.year(self._cell(row, layout.year or 0))
        for what, cell in filled:
            self.gathering.put(year, what, cell)

    def _take_labelled(self, layout: _Layout, row: GridRow) -> None:
        columns: dict[int, int | None] = {**layout.years} or {layout.score or 0: layout.fixed_year}
        filled = [(year, self._cell(row, at)) for at, year in columns.items()]
        filled = [(year, cell) for year, cell in filled if not is_empty(cell)]
        if not filled:
            return
        of_row = self.gathering.year(self._cell(row, layout.year)) if layout.year is not None else None
        what = self._label(layout, row)
        for year, cell in filled:
            if what is not None:
                self.gathering.put(of_row if layout.year is not None else year, what, cell)

    def _label(self, layout: _Layout, row: GridRow) -> What | None:
        """Return what the words of a row name; None, and said, where they name no figure of the result."""
        cells = [self._cell(row, at) for at in layout.labels]
        text = " ".join(cell.text for cell in cells if cell.text)
        place = next((cell.place for cell in cells if cell.text), cells[0].place)
        words = self.gathering.words
        try:
            what = words.what(text, place)
        except InputError as reason:
            self.gathering.take(reason)
            return None
        if what is None and words.is_other(text):
            self.gathering.say(
                "notice", "row-unread", N_("The row “{text}” was not read."), place, text=shortened(text)
            )
        elif what is None:
            self.gathering.say(
                "error", "indicator-unknown", N_("“{text}” is none of the ten indicators."), place, text=shortened(text)
            )
        return what

    def _take_question(self, layout: _Layout, row: GridRow) -> None:
        cell = self._cell(row, layout.score or 0)
        if is_empty(cell):
            return
        year = self.gathering.year(self._cell(row, layout.year)) if layout.year is not None else layout.fixed_year
        self.gathering.put_question(year, self._cell(row, layout.code or 0), cell)
