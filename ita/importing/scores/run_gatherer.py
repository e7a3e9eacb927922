"""The rows of a sheet beneath its headers, gathered into tables and their runs of figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ita.errors import InputError, Issue, SourceLocation
from ita.importing.candidates import Evidence, Whose
from ita.importing.files.grids import Grid, GridCell, GridRow
from ita.importing.scores import figure_roles
from ita.importing.scores.figure_runs import Figure, Run, Table
from ita.importing.scores.label_matcher import LEVEL, What, Words, shortened, sub_indicator
from ita.importing.scores.layouts import Layout, ScoreColumn, sections
from ita.importing.scores.run_evidence import (
    beneath,
    column_group,
    evidence_beside,
    evidence_of_header,
    evidence_of_text,
    only_year,
    year_of_headers,
    years_of,
)
from ita.importing.scores.sheet_builder import is_empty, quiet_year
from ita.progress import go_on

_TITLE_ROWS = 6
# So many cells beside the figures of a row are looked at for what they say of it.
_MOST_BESIDE = 8


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
                context = beneath(of_table, of_title)
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
                    found += evidence_of_text(cell.text, "title", cell.location, self.whose)
        if self.grid.title:
            found += evidence_of_text(self.grid.title, "sheet", self.location, self.whose)
        return title, location, found

    def _with_first_title(self, context: list[Evidence]) -> list[Evidence]:
        """Return what stands above a table; where no title but the first names a year, that one is of all tables."""
        years = [each for each in context if each.kind == "year" and each.where == "title"]
        if not self.tables:
            self._first_years = years
        elif years:
            self._first_years = []
        return context if years or not self.tables else [*context, *self._first_years]

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
        headers = layout.header.cells if layout.header else ()
        cells = [
            (self.cell(row, at), headers[at].text if at < len(headers) else "") for at in layout.kinds[:_MOST_BESIDE]
        ]
        return evidence_beside(cells, self.whose)

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
                own_year = only_year(year.year for year in figure_roles.years_said(year_cell.text))
        groups: dict[tuple[object, ...], list[int]] = {}
        for at, _ in filled:
            groups.setdefault(column_group(layout.whats[at][1]), []).append(at)
        for number, (signature, columns) in enumerate(groups.items()):
            headers = [layout.whats[at][1] for at in columns if layout.whats[at][0] != LEVEL]
            of_header = list(
                dict.fromkeys(each for header in headers for each in evidence_of_header(header, self.whose))
            )
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
                years=years_of(context),
                is_bare_year=own_year is not None and header_year is None,
                year_location=year_cell.location if year_cell is not None and header_year is None else None,
                as_role=layout.whats[columns[0]][1].as_role,
            )
            table.runs.append(run)

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
        own_year = column.year or year_of_headers(column)
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
            [*evidence_of_header(column, self.whose), *beside, *context],
            [],
            own_year,
            is_bare_year=column.year is not None,
            year_location=column.texts[0].location if column.texts and own_year is not None else None,
            years=years_of(context),
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
