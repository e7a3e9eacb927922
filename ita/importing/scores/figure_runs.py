"""Runs of figures of a sheet: each column, row or section of a table with everything that is said of it, undecided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ita.errors import InputError, Issue, SourceLocation
from ita.importing.candidates import Evidence, Role, Where, Whose
from ita.importing.choices import AsRole
from ita.importing.files.grids import Grid, GridCell, GridRow
from ita.importing.scores import figure_roles
from ita.importing.scores.column_layout import Layout, ScoreColumn, sections
from ita.importing.scores.label_matcher import (
    LEVEL,
    What,
    Words,
    is_agency_header,
    is_remark_header,
    shortened,
    sub_indicator,
)
from ita.importing.scores.sheet_builder import is_empty, quiet_year
from ita.progress import go_on

_NEAREST: tuple[tuple[Where, ...], ...] = (("header", "beside"), ("header_above",), ("title", "first_line"), ("sheet",))


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell of a run, and what it is of: an indicator, total, level or instrument, or the cell of a question's code.

    `issues` say why its row names nothing of the kind; they are said once the run is read.
    """

    cell: GridCell
    what: What | None = None
    code: GridCell | None = None
    issues: tuple[Issue, ...] = ()


@dataclass(slots=True, eq=False)
class Run:
    """Figures that belong together by all that is said of them.

    `own_year` is the year that its own header or row names, `year_cell` the cell that has to name it; `years` are those
    that a title or the sheet names. `columns` are those that it stands in, counted from 1, and `names` the words that
    choose it.
    """

    run_id: str
    grid: int
    sheet: str | None
    header: str
    location: SourceLocation
    header_location: SourceLocation
    columns: tuple[int, ...]
    row: int | None = None
    names: tuple[str, ...] = ()
    evidence: list[Evidence] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    own_year: int | None = None
    is_bare_year: bool = False
    year_cell: GridCell | None = None
    years: tuple[tuple[figure_roles.YearSaid, Evidence], ...] = ()
    as_role: AsRole | None = None
    is_known: bool = True
    year_location: SourceLocation | None = None
    year: int | None = None
    year_from: Evidence | None = None

    @property
    def is_question(self) -> bool:
        """Whether its figures are of questions."""
        return any(figure.code is not None for figure in self.figures)

    @property
    def kinds(self) -> frozenset[str]:
        """Everything that is said of it."""
        return frozenset(each.kind for each in self.evidence)

    @property
    def near(self) -> frozenset[str]:
        """What is said of it at the nearest place that says anything of a role."""
        for locations in _NEAREST:
            found = frozenset(
                each.kind for each in self.evidence if each.where in locations and each.kind not in _SILENT
            )
            if found:
                return found
        return frozenset()

    @property
    def role(self) -> Role:
        """What it is taken for: the nearest words count; where farther ones contradict a result it is unclear."""
        if not self.is_known:
            return "unclear"
        near = self.near
        role = figure_roles.role_of(near)
        if role is None and figure_roles.PLAN in near and figure_roles.RESULT not in near:
            role = "target"
        if role == "target" and figure_roles.RESULT in near:
            # Words that say both.
            role = "unclear"
        if role is not None:
            return role
        return "unclear" if self.is_contested else "result"

    @property
    def is_contested(self) -> bool:
        """Whether it says that it is a result while the title or the sheet says something else."""
        return (
            figure_roles.role_of(self.kinds - {figure_roles.PLAN}) is not None
            and figure_roles.role_of(self.near) is None
        )

    @property
    def is_strong(self) -> bool:
        """Whether words beside, above or in its header call it a result."""
        return figure_roles.RESULT in {
            each.kind for each in self.evidence if each.where in ("header", "beside", "header_above")
        }


# What says nothing of the role by itself.
_SILENT = frozenset(("year", "agency"))


@dataclass(slots=True, eq=False)
class Table:
    """One table of a grid: its layout, its runs, and the rows that it reaches over."""

    layout: Layout
    runs: list[Run]
    first_row: int
    last_row: int
    title: str = ""
    title_location: SourceLocation = field(default_factory=SourceLocation)
    issues: list[Issue] = field(default_factory=list)
    figures: set[tuple[int, int]] = field(default_factory=set)
    columns: dict[int, tuple[int, ...]] = field(default_factory=dict)
    year_cells: set[tuple[int, int]] = field(default_factory=set)
    by_id: dict[str, Run] = field(default_factory=dict)


class Gatherer:
    """Goes through the rows of one grid beneath its headers."""

    def __init__(self, words: Words, grid: Grid, file: str | None, whose: Whose | None) -> None:
        self.words = words
        self.grid = grid
        self.location = SourceLocation(file, grid.number if grid.title else None, sheet=grid.title)
        self.whose = whose
        self.tables: list[Table] = []
        self._first_years: list[Evidence] = []

    def gather(self, layouts: Mapping[int, Layout]) -> list[Table]:
        """Return the tables of the grid. `layouts` are by the number of the row that each begins with."""
        above: list[GridRow] = []
        table: Table | None = None
        context: list[Evidence] = []
        of_table: list[Evidence] = []
        section = 0
        for row in self.grid.rows:
            go_on()
            if row.number in layouts:
                layout = layouts[row.number]
                table = Table(layout, [], row.number, row.number)
                above = [each for each in above if each is not layout.upper]
                table.title, table.title_location, context = self._context(above)
                context = self._with_first_title(context)
                of_table = context
                self.tables.append(table)
                above, section = [], 0
                if layout.header is row:
                    continue
            if table is None:
                above.append(row)
                continue
            cut = next(sections(table.layout, row), None)
            if cut is not None:
                section += 1
                _, _, of_title = self._context([row])
                context = _beneath(of_table, of_title)
                above.append(row)
                continue
            if self._take(table, row, context, section):
                above = []
            elif any(cell.text for cell in row.cells):
                above.append(row)
        return self.tables

    # What stands above a table, and the name of its sheet

    def _context(self, above: Sequence[GridRow]) -> tuple[str, SourceLocation, list[Evidence]]:
        """Return the title above a table, and what title and sheet say."""
        found: list[Evidence] = []
        title, location = "", self.location
        # A title is a few rows at the top of the sheet or right above the table.
        rows = [*above[:_TITLE_ROWS], *above[_TITLE_ROWS:][-_TITLE_ROWS:]]
        for row in rows:
            for cell in row.cells:
                if cell.text and cell.kind == "text":
                    title, location = (title or cell.text), (cell.location if not title else location)
                    found += self._of_text(cell.text, "title", cell.location)
        if self.grid.title:
            found += self._of_text(self.grid.title, "sheet", self.location)
        return title, location, found

    def _with_first_title(self, context: list[Evidence]) -> list[Evidence]:
        """Return what stands above a table; where no title but the first names a year, that one is of all tables."""
        years = [each for each in context if each.kind == "year" and each.where == "title"]
        if not self.tables:
            self._first_years = years
        elif years:
            self._first_years = []
        return context if years or not self.tables else [*context, *self._first_years]

    def _of_text(self, text: str, where: Where, location: SourceLocation) -> list[Evidence]:
        kinds = figure_roles.of_title(text)
        if where == "sheet" and not kinds and figure_roles.PLAN in figure_roles.kinds(text):
            kinds = frozenset((figure_roles.PLAN,))
        found = [Evidence(kind, shortened(text), where, location) for kind in sorted(kinds)]
        found += [Evidence("year", shortened(text), where, location)] if figure_roles.years_said(text) else []
        return found + self._agency(text, where, location)

    def _agency(self, text: str, where: Where, location: SourceLocation) -> list[Evidence]:
        if self.whose is None or not self.whose.names:
            return []
        if figure_roles.other_agency(text, self.whose.names, self.whose.others):
            return [Evidence(figure_roles.OTHER_AGENCY, shortened(text), where, location)]
        return []

    # The rows of a table

    def _take(self, table: Table, row: GridRow, context: Sequence[Evidence], section: int) -> bool:
        """Take the figures of a row; tell whether it has any."""
        layout = table.layout
        if layout.last_row is not None and row.number > layout.last_row:
            return False
        if layout.year is not None:
            table.year_cells.add((row.number, layout.year + 1))
        table.columns[row.number] = tuple(at + 1 for at in layout.figures)
        filled = [(at, cell) for at in layout.figures if not is_empty(cell := self.cell(row, at)) and cell.text]
        if not filled:
            return False
        table.figures |= {(row.number, at + 1) for at, _ in filled}
        self._width(table, row)
        table.last_row = row.number
        if layout.whats:
            self._wide(table, row, context, filled)
        else:
            self._long(table, row, context, section, filled)
        return True

    def _width(self, table: Table, row: GridRow) -> None:
        """Refuse a row of text that lacks cells, or has more than there are headers: its figures may have slid."""
        width, wanted = row.width, table.layout.width
        header = table.layout.header
        if width is None or header is None or not wanted:
            return
        needed = max(len(header.cells), *(at + 1 for at in table.layout.figures))
        if needed <= width and len(row.cells) <= max(wanted, needed):
            return
        location = row.cells[0].location
        table.issues.append(
            Issue(
                "row-cells",
                {"cells": min(width, max(len(row.cells), width)), "headers": needed},
                replace(location, column=None),
                variant="few" if width < needed else "many",
            )
        )

    def cell(self, row: GridRow, at: int) -> GridCell:
        """Return a cell of a row; an empty one where the row ends before it."""
        if at < len(row.cells):
            return row.cells[at]
        return GridCell(
            "", "text", SourceLocation(self.location.file, self.location.table, row.number, at + 1, self.location.sheet)
        )

    def _beside(self, layout: Layout, row: GridRow) -> tuple[list[Evidence], list[str]]:
        """Return what the cells beside the figures of a row say of it, and their words."""
        found: list[Evidence] = []
        words: list[str] = []
        for at in layout.kinds[:_MOST_BESIDE]:
            cell = self.cell(row, at)
            header = layout.header.cells[at].text if layout.header and at < len(layout.header.cells) else ""
            if not cell.text or cell.kind != "text":
                continue
            if is_remark_header(header) and not figure_roles.is_remark_of_role(cell.text):
                continue
            if figure_roles.only_says(cell.text):
                words.append(cell.text)
                found += [
                    Evidence(k, shortened(cell.text), "beside", cell.location)
                    for k in sorted(figure_roles.kinds(cell.text))
                ]
            found += self._of_agency_cell(cell, header, words)
        return found, words

    def _of_agency_cell(self, cell: GridCell, header: str, words: list[str]) -> list[Evidence]:
        if not (is_agency_header(header) or figure_roles.agencies_said(cell.text)):
            return []
        words.append(cell.text)
        names = self.whose.names if self.whose else ()
        is_own = any(_alike(cell.text, name) for name in names)
        if is_own or figure_roles.kinds(cell.text) & {figure_roles.AVERAGE, figure_roles.MEAN}:
            return []
        kind = figure_roles.OTHER_AGENCY if names else "agency"
        return [Evidence(kind, shortened(cell.text), "beside", cell.location)]

    def _wide(
        self, table: Table, row: GridRow, context: Sequence[Evidence], filled: Sequence[tuple[int, GridCell]]
    ) -> None:
        """Take a row that is a year: one run, or one for each group of columns that say something else."""
        layout = table.layout
        beside, words = self._beside(layout, row)
        year_cell = self.cell(row, layout.year) if layout.year is not None else None
        own_year = None
        if year_cell is not None:
            own_year = quiet_year(year_cell)
            if own_year is None and (kinds := figure_roles.kinds(year_cell.text)):
                words.append(year_cell.text)
                beside += [Evidence(k, shortened(year_cell.text), "beside", year_cell.location) for k in sorted(kinds)]
                own_year = _one(year.year for year in figure_roles.years_said(year_cell.text))
        groups: dict[tuple[object, ...], list[int]] = {}
        for at, _ in filled:
            groups.setdefault(_signature(layout.whats[at][1]), []).append(at)
        for number, (signature, columns) in enumerate(groups.items()):
            headers = [layout.whats[at][1] for at in columns if layout.whats[at][0] != LEVEL]
            of_header = list(dict.fromkeys(each for header in headers for each in self._of_header(header)))
            header_year = signature[1] if isinstance(signature[1], int) else None
            cells = {at: cell for at, cell in filled if at in columns}
            first = cells[columns[0]]
            run = Run(
                f"t{self.grid.number}r{row.number}" + (f"g{number + 1}" if len(groups) > 1 else ""),
                self.grid.number,
                self.grid.title,
                " · ".join(dict.fromkeys([*words, *(each.words for each in of_header[:2])]))
                or (year_cell.text if year_cell is not None else shortened(row.cells[0].text)),
                first.location,
                row.cells[0].location,
                tuple(at + 1 for at in columns),
                row.number,
                (*words, *(each.text for at in columns for each in layout.whats[at][1].texts)),
                [*of_header, *beside, *context],
                [Figure(cells[at], layout.whats[at][0]) for at in columns],
                header_year or own_year,
                year_cell=year_cell if header_year is None and own_year is None else None,
                years=_years(context),
                is_bare_year=own_year is not None and header_year is None,
                year_location=year_cell.location if year_cell is not None and header_year is None else None,
                as_role=layout.whats[columns[0]][1].as_role,
            )
            table.runs.append(run)

    def _of_header(self, column: ScoreColumn) -> list[Evidence]:
        found: list[Evidence] = []
        for each in column.texts:
            where: Where = "header" if each.where == "header" else "header_above"
            found += [
                Evidence(k, shortened(each.text), where, each.location) for k in sorted(figure_roles.kinds(each.text))
            ]
            found += self._agency(each.text, where, each.location)
        return found

    def _long(
        self,
        table: Table,
        row: GridRow,
        context: Sequence[Evidence],
        section: int,
        filled: Sequence[tuple[int, GridCell]],
    ) -> None:
        """Take a row that names an indicator or a question: a figure for the run of each column."""
        layout = table.layout
        beside, words = self._beside(layout, row)
        year_cell = self.cell(row, layout.year) if layout.year is not None else None
        row_year = quiet_year(year_cell) if year_cell is not None else None
        if layout.code is not None:
            named = Figure(row.cells[0], code=self.cell(row, layout.code))
        else:
            what, issues = self._label(layout, row)
            named = Figure(row.cells[0], what, issues=issues)
        for column in layout.scores:
            cell = next((cell for at, cell in filled if at == column.at), None)
            if cell is None:
                continue
            key = f"t{self.grid.number}c{column.at + 1}"
            key += f"h{table.first_row}" if self.tables[0] is not table else ""
            key += f"s{section}" if section else ""
            key += f"y{row_year or (year_cell.text if year_cell is not None else '')}" if year_cell is not None else ""
            key += f"k{'+'.join(words)}" if words else ""
            run = table.by_id.get(key)
            if run is None:
                run = self._column_run(table, column, key, cell, context, beside, words)
                if year_cell is not None and column.year is None:
                    run.own_year = run.own_year or row_year
                    run.year_cell = year_cell if row_year is None else None
                    run.is_bare_year = row_year is not None
                    run.year_location = year_cell.location
                table.runs.append(run)
                table.by_id[key] = run
            run.figures.append(replace(named, cell=cell))

    def _column_run(
        self,
        table: Table,
        column: ScoreColumn,
        key: str,
        cell: GridCell,
        context: Sequence[Evidence],
        beside: Sequence[Evidence],
        words: Sequence[str],
    ) -> Run:
        header = column.header
        own_year = column.year or _one(
            year.year for each in column.texts for year in figure_roles.years_said(each.text) if year.of in _OF_FIGURES
        )
        header_row = table.layout.header
        at = header_row.cells[0].location if header_row is not None else cell.location
        return Run(
            key,
            self.grid.number,
            self.grid.title,
            " · ".join([shortened(header), *words]) if header else " · ".join(words),
            cell.location,
            at,
            (column.at + 1,),
            None,
            (*words, *(each.text for each in column.texts), header),
            [*self._of_header(column), *beside, *context],
            [],
            own_year,
            is_bare_year=column.year is not None,
            year_location=column.texts[0].location if column.texts and own_year is not None else None,
            years=_years(context),
            is_known=column.is_known,
            as_role=column.as_role,
        )

    def _label(self, layout: Layout, row: GridRow) -> tuple[What | None, tuple[Issue, ...]]:
        """Return what the words of a row name, or why they name no figure of the result."""
        cells = [self.cell(row, at) for at in layout.labels]
        text = " ".join(cell.text for cell in cells if cell.text)
        location = next((cell.location for cell in cells if cell.text), cells[0].location)
        given = {"text": shortened(text)}
        part = sub_indicator(text)
        if part is not None:
            return None, (Issue("row-unread", given, location, variant="part"),)
        try:
            what = self.words.what(text, location)
        except InputError as reason:
            return None, reason.as_issues()
        if what is not None:
            return what, ()
        if self.words.is_other(text):
            return None, (Issue("row-unread", given, location),)
        if not text and (block := self._merged(row, layout)):
            return None, (Issue("indicator-unknown", {"cells": block}, location, variant="merged"),)
        return None, (Issue("indicator-unknown", given, location),)

    def _merged(self, row: GridRow, layout: Layout) -> str:
        """Return the merged cells that cover the words of a row, empty where none do."""
        return next(
            (
                block.name
                for block in self.grid.marks.merged
                for at in layout.labels
                if block.covers(row.number, at + 1) and block.first_row < row.number
            ),
            "",
        )


_TITLE_ROWS = 6
# So many cells beside the figures of a row are looked at for what they say of it.
_MOST_BESIDE = 8
_OF_FIGURES = frozenset(("result", "target"))


def _signature(column: ScoreColumn) -> tuple[object, ...]:
    """Return what tells groups of columns of one row apart: what their headers say, and of which year."""
    kinds = frozenset(kind for each in column.texts for kind in figure_roles.kinds(each.text)) - {
        figure_roles.RESULT,
        figure_roles.PLAN,
    }
    year = _one(y.year for each in column.texts for y in figure_roles.years_said(each.text) if y.of in _OF_FIGURES)
    if year is None:
        return kinds, None
    return kinds, year


def _beneath(of_table: Sequence[Evidence], of_section: Sequence[Evidence]) -> list[Evidence]:
    """Return what is said of the rows of a section: its own words; of year and role the table's where it has none."""
    own = [each for each in of_section if each.where != "sheet"]
    has_year = any(each.kind == "year" for each in own)
    has_role = any(each.kind != "year" for each in own)
    kept = [
        each
        for each in of_table
        if each.where == "sheet" or (each.kind == "year" and not has_year) or (each.kind != "year" and not has_role)
    ]
    return [*own, *kept]


def _years(context: Iterable[Evidence]) -> tuple[tuple[figure_roles.YearSaid, Evidence], ...]:
    return tuple(
        (year, each) for each in context if each.kind == "year" for year in figure_roles.years_said(each.words)
    )


def _one(years: Iterable[int]) -> int | None:
    found = set(years)
    return found.pop() if len(found) == 1 else None


def _alike(cell: str, name: str) -> bool:
    """Tell whether a cell names an agency, with or without the words for its kind."""
    stems = {*figure_roles.agencies_said(name), figure_roles.bare_name(name)}
    given = {*figure_roles.agencies_said(cell), figure_roles.bare_name(cell)}
    return bool(stems & given - {""})
