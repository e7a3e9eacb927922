"""The normaliser of scores: tables of a workbook or CSV, or lines of text, to one checked `ScoreSheet`. Pure.

Every run of figures that a file offers is gathered with all that is said of it; one clear result is taken, several or
none are asked about, and what stands beside it is offered as what it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ita.errors import InputError, Issue, SourceLocation
from ita.frameworks import LAST_YEAR, Frameworks
from ita.importing.candidates import Ask, TableView, Whose
from ita.importing.choices import NO_CHOICES, ImportChoices
from ita.importing.files.bidirectional import turned
from ita.importing.files.grids import Grid, GridCell, GridDocument
from ita.importing.files.hidden_cells import unseen
from ita.importing.files.read_csv import text_grid
from ita.importing.scores.bare_tables import without_header
from ita.importing.scores.column_layout import Headers
from ita.importing.scores.figure_runs import Run, Table
from ita.importing.scores.label_matcher import INSTRUMENTS, LEVEL, Words, shortened
from ita.importing.scores.layouts import Layout
from ita.importing.scores.mapping import mapped_layouts
from ita.importing.scores.mapping_view import view
from ita.importing.scores.markdown import as_tabs
from ita.importing.scores.pasted_text import Lines
from ita.importing.scores.run_gatherer import Gatherer
from ita.importing.scores.run_selection import Decision, decide
from ita.importing.scores.score_lines import is_list_of_scores, other_year, say_other_year
from ita.importing.scores.sheet_builder import (
    FRACTION,
    Gathering,
    QuestionScore,
    ScoreSheet,
    fractions,
    hundredfold,
    small_text,
)
from ita.importing.scores.text_keys import tidy
from ita.progress import go_on

__all__ = [
    "QuestionScore",
    "ScoreSheet",
    "is_score_table",
    "is_score_text",
    "read_pasted",
    "read_score_text",
    "read_scores",
]

_MOST_HEADERS = 8
# More tables than a person looks at.
_MOST_VIEWS = 40


def read_scores(
    document: GridDocument,
    frameworks: Frameworks,
    newest_year: int = LAST_YEAR,
    choices: ImportChoices = NO_CHOICES,
    whose: Whose | None = None,
) -> ScoreSheet:
    """Read the scores of an agency out of the sheets of a file.

    Parameters
    ----------
    document
        As `read_xlsx` or `read_csv` gives it.
    frameworks
        The rules of all years: indicators and instruments by name, levels and question codes by year.
    newest_year
        The last fiscal year that a score can be of; a later one is taken for a typing error.
    choices
        What a person decided.
    whose
        The agency that is imported for, where known: another one's figures are then told from its own.

    Returns
    -------
    ScoreSheet
        With every issue, errors included, and what has to be asked.

    Raises
    ------
    InputError
        A choice is of nothing that is there, or contradicts what the file states.
    """
    reading = _Reading(document.file, frameworks, newest_year, choices, whose)
    reading.gathering.issues += document.issues
    reading.grids(document.grids)
    sheet = reading.sheet()
    return sheet if sheet.years else replace(sheet, issues=tuple(_without_scores(issue) for issue in sheet.issues))


def _without_scores(issue: Issue) -> Issue:
    """Return an issue of a file that gave no score of the ten: a hidden sheet may then be the one that holds them."""
    if issue.rule != "sheet-hidden":
        return issue
    return replace(issue, severity="warning", variant="without-scores")


def read_pasted(
    text: str,
    fiscal_year: int | None,
    frameworks: Frameworks,
    newest_year: int = LAST_YEAR,
    choices: ImportChoices = NO_CHOICES,
    whose: Whose | None = None,
) -> ScoreSheet:
    """Read scores out of text copied from a page of ITAS.

    Parameters
    ----------
    text
        Lines of name and number, or a table with heads and tabs or bars, as a browser or Excel copies it.
    fiscal_year
        The year that the scores are of; a table may name years itself. None where nobody chose one: then the text has
        to name it, else it is asked for.
    newest_year, choices, whose
        As in `read_scores`.

    Returns
    -------
    ScoreSheet
        With every issue, errors included. Places are lines, in a table also columns.

    Raises
    ------
    InputError
        As in `read_scores`.
    """
    return _read_text(text, None, fiscal_year, _Reading(None, frameworks, newest_year, choices, whose))


def read_score_text(
    text: str,
    file: str,
    frameworks: Frameworks,
    newest_year: int = LAST_YEAR,
    choices: ImportChoices = NO_CHOICES,
    whose: Whose | None = None,
) -> ScoreSheet:
    """Read the scores of a file of text that holds lines of name and number; see `read_pasted` and `read_scores`."""
    return _read_text(text, file, None, _Reading(file, frameworks, newest_year, choices, whose))


def _read_text(text: str, file: str | None, fiscal_year: int | None, reading: _Reading) -> ScoreSheet:
    text = as_tabs(text)
    gathering = reading.gathering
    try:
        grid = text_grid(text, SourceLocation(file)) if "\t" in text else None
    except InputError as reason:
        gathering.take(reason)
        return gathering.sheet()
    for cell in (cell for row in grid.rows for cell in row.cells) if grid is not None else ():
        gathering.issues += turned(cell.text, cell.location)
    if grid is not None and reading.has_layout(grid):
        reading.grids([grid], fiscal_year)
        if fiscal_year is not None:
            _say_other_years(gathering, grid, fiscal_year)
    else:
        reading.lines(text, fiscal_year)
    return reading.sheet()


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
            say_other_year(gathering, other, fiscal_year, cell.location)
        elif fiscal_year not in own:
            gathering.say("year-differs", cell.location, variant="table", named=other, year=fiscal_year)


def is_score_table(document: GridDocument, frameworks: Frameworks) -> bool:
    """Tell whether a file holds a table of scores, by its heads."""
    words = Words(frameworks)
    return any(bool(Headers(words, grid).find()) for grid in document.grids)


def is_score_text(text: str, frameworks: Frameworks) -> bool:
    """Tell whether text holds lines, or a table with tabs or bars, that name indicators with a figure each."""
    return is_list_of_scores(as_tabs(text), Words(frameworks))


class _Reading:
    """One file or text that is being read."""

    def __init__(
        self,
        file: str | None,
        frameworks: Frameworks,
        newest_year: int,
        choices: ImportChoices,
        whose: Whose | None,
    ) -> None:
        # Targets can be of years to come.
        newest = LAST_YEAR if choices.as_role == "targets" else newest_year
        self.gathering = Gathering(file, frameworks, newest)
        self.choices = choices
        self.whose = whose
        self.decision = Decision()
        self.asks: list[Ask] = []
        self.views: list[TableView] = []

    def has_layout(self, grid: Grid) -> bool:
        """Tell whether a grid of text has headers, or several columns of figures; else its lines are read."""
        words = self.gathering.words
        if Headers(words, grid).find():
            return True
        bare = without_header(grid, words)
        return bare is not None and (len(bare.scores) > 1 or not all(column.is_known for column in bare.scores))

    def _layouts(self, grid: Grid) -> dict[int, Layout]:
        mapping = self.choices.mapping
        if mapping is not None and (found := mapped_layouts(grid, mapping)) is not None:
            return found
        layouts = Headers(self.gathering.words, grid).find()
        if not layouts and (layout := without_header(grid, self.gathering.words)) is not None:
            first = layout.header or next(row for row in grid.rows if row.cells)
            layouts = {first.number: layout}
        return layouts

    # Sheets

    def grids(self, grids: Sequence[Grid], default_year: int | None = None) -> None:
        """Read sheets: all their runs, of which some are taken."""
        gathering = self.gathering
        tables: list[tuple[Grid, Gatherer, list[Table]]] = []
        for grid in grids:
            gatherer = Gatherer(gathering.words, grid, gathering.file, self.whose)
            tables.append((grid, gatherer, gatherer.gather(self._layouts(grid))))
        runs = [run for _, _, found in tables for table in found for run in table.runs]
        self.decision = decide(
            runs,
            self.choices,
            SourceLocation(gathering.file),
            sheets=[grid.title for grid in grids if grid.title],
            default_year=default_year,
        )
        for grid, gatherer, found in tables:
            for table in found:
                self._table(table)
                if len(self.views) < _MOST_VIEWS:
                    self.views.append(view(grid, table, self.decision))
            if found:
                self._unseen(grid, gatherer, found)
            elif any(cell.kind == "number" for row in grid.rows for cell in row.cells):
                gathering.say("sheet-unread", gatherer.location)
        self._end(grids, has_table=any(found for _, _, found in tables))

    def _table(self, table: Table) -> None:
        gathering = self.gathering
        self._say_header(table)
        for issue in table.issues:
            gathering.note(issue)
        ids = {id(run) for run in table.runs}
        self._take([run for run in self.decision.taken if id(run) in ids])

    def _take(self, runs: Sequence[Run]) -> None:
        """Take the figures of runs, cell by cell as they stand; fractions as what they mean once a person said so."""
        gathering = self.gathering
        converted = FRACTION in self.choices.accept
        small: dict[int, set[int]] = {}
        years: dict[int, int | None] = {}
        for run in runs:
            found = fractions(f.cell for f in run.figures if f.what not in (LEVEL, *INSTRUMENTS))
            small[id(run)] = {id(cell) for cell in found}
            if found and not converted:
                self._ask_fractions(len(found), found[0])
        cells = [(run, figure) for run in runs for figure in run.figures]
        for run, figure in sorted(cells, key=lambda each: _order(each[1].cell.location)):
            go_on()
            if id(run) not in years:
                years[id(run)] = self._year(run)
            for issue in figure.issues:
                gathering.note(issue)
            is_small = id(figure.cell) in small[id(run)]
            if is_small and not converted:
                gathering.seen += 1
                continue
            cell = hundredfold(figure.cell) if is_small else figure.cell
            if figure.code is not None:
                gathering.put_question(years[id(run)], figure.code, cell)
            elif figure.what is not None and not (self.choices.as_role == "targets" and figure.what in _NO_TARGETS):
                gathering.put(years[id(run)], figure.what, cell)

    def _year(self, run: Run) -> int | None:
        """Return the year of a run; None, and said, where it is none that can be."""
        if run.year_cell is not None and run.own_year is None:
            return self.gathering.year(run.year_cell)
        if run.year is None:
            return None
        return self.gathering.year_at(run.year, run.year_location or run.header_location)

    def _ask_fractions(self, count: int, first: GridCell) -> None:
        issue = Issue(
            FRACTION, {"count": count, "score": small_text(first), "meant": hundredfold(first).text}, first.location
        )
        self.asks.append(Ask(FRACTION, issue, (), (f"--accept {FRACTION}",), is_doubt=True))

    def _say_header(self, table: Table) -> None:
        """Say what is wrong with a header and which of its columns are not read."""
        layout, header = table.layout, table.layout.header
        if layout.whats:
            for issue in layout.wrong:
                self.gathering.note(issue)
        if header is None:
            return
        beside = {e.location.column for run in table.runs for e in run.evidence if e.where == "beside"}
        read = {layout.year, layout.code, *layout.figures, *layout.labels}
        wrong = {issue.location.column for issue in layout.wrong} if layout.whats else set()
        unread = [
            cell
            for at, cell in layout.headers
            if cell.text and at not in read and at + 1 not in wrong and at + 1 not in beside
        ]
        if unread:
            self.gathering.say(
                "column-unread",
                unread[0].location,
                variant="scores",
                columns=", ".join(shortened(cell.text, 30) for cell in unread),
            )

    def _unseen(self, grid: Grid, gatherer: Gatherer, found: Sequence[Table]) -> None:
        taken = {id(run) for run in self.decision.taken}
        figures = {
            (run_row, column)
            for table in found
            for run_row, column in table.figures
            if not table.runs or any(id(run) in taken for run in table.runs)
        }
        columns = {row: at for table in found for row, at in table.columns.items()}
        years = {cell for table in found for cell in table.year_cells}
        self.gathering.issues += unseen(grid, gatherer.location, figures, columns, years)

    # Lines

    def lines(self, text: str, default_year: int | None) -> None:
        """Read lines of name and number."""
        gathering = self.gathering
        read = Lines(gathering, default_year, self.whose)
        if not read.read(text):
            return
        runs = [run for run in read.sections.runs if run.figures]
        self.decision = decide(runs, self.choices, SourceLocation(gathering.file), default_year=read.year)
        self._take(self.decision.taken)
        read.report_kept_fields()

    # The end

    def _end(self, grids: Sequence[Grid], *, has_table: bool) -> None:
        gathering = self.gathering
        if not has_table:
            headers = _headers(grids)
            if headers:
                gathering.say("no-score-table", SourceLocation(gathering.file), variant="headers", headers=headers)
                return
            gathering.say("no-score-table", SourceLocation(gathering.file))
        elif gathering.is_empty and not self.decision.asks and not self.asks:
            gathering.say("scores-empty", SourceLocation(gathering.file), variant="table")

    def sheet(self) -> ScoreSheet:
        """Return everything that was read, with what is to be asked and offered."""
        gathering = self.gathering
        asks = (*self.decision.asks, *self.asks)
        gathering.issues += [*self.decision.issues, *(ask.issue for ask in asks)]
        return replace(
            gathering.sheet(),
            candidates=tuple(self.decision.candidates),
            asks=asks,
            offers=tuple(self.decision.offers),
            tables=tuple(self.views),
            kind=self.choices.as_role or "result",
        )


def _order(location: SourceLocation) -> tuple[int, int]:
    return (location.row or location.line or 0, location.column or 0)


_NO_TARGETS = frozenset((LEVEL, *INSTRUMENTS))


def _headers(grids: Sequence[Grid]) -> str:
    """Return the first row of words that could name columns, quoted; empty where there is none."""
    for grid in grids:
        for row in grid.rows:
            words = [
                cell.text for cell in row.cells if cell.text and cell.kind == "text" and not cell.text[0].isdigit()
            ]
            if len(words) > 1:
                return ", ".join(f"“{shortened(text, 30)}”" for text in words[:_MOST_HEADERS])
    return ""
