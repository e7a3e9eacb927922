"""A table of scores as the mapping step shows it: each column with what it is taken for."""

from __future__ import annotations

from collections.abc import Mapping

from ita.importing.candidates import ColumnView, Role, TableView
from ita.importing.choices import CODE, LABEL, LEAVE_OUT, ROW_KIND, SCORE, YEAR, AsRole, ColumnMeaning
from ita.importing.files.grids import Grid
from ita.importing.scores.figure_runs import Run, Table
from ita.importing.scores.mapping import signature
from ita.importing.scores.run_selection import Decision

_AS: Mapping[Role, AsRole] = {"result": "result", "target": "targets", "average": "average"}


def view(grid: Grid, table: Table, decision: Decision) -> TableView:
    """Return a table with what each of its columns is taken for now; nothing is chosen for what is asked about."""
    layout = table.layout
    width = max((len(row.cells) for row in grid.rows), default=0)
    header = layout.header
    taken = {id(run) for run in decision.taken}
    roles = {candidate.candidate_id: candidate.role for candidate in decision.candidates}
    runs = table.runs[:_MOST_RUNS]
    columns = [_column(at, table, runs, taken, roles) for at in range(width)]
    return TableView(
        table.runs[0].grid if table.runs else grid.number,
        grid.title,
        table.title,
        header.number if header is not None else None,
        (table.first_row, table.last_row),
        tuple(columns),
        signature(header),
    )


_MOST_RUNS = 500


def _column(at: int, table: Table, all_runs: list[Run], taken: set[int], roles: Mapping[str, Role]) -> ColumnView:
    layout = table.layout
    header = next((cell.text for column, cell in layout.headers if column == at and cell.text), "")
    runs = [run for run in all_runs if at + 1 in run.columns]
    evidence = tuple(dict.fromkeys(each for run in runs for each in run.evidence if each.where != "beside"))
    return ColumnView(at + 1, header, _meaning(at, table, runs, taken, roles), evidence)


def _meaning(
    at: int, table: Table, runs: list[Run], all_taken: set[int], all_roles: Mapping[str, Role]
) -> ColumnMeaning:
    layout = table.layout
    if at == layout.year:
        return ColumnMeaning(YEAR)
    if at == layout.code:
        return ColumnMeaning(CODE)
    if at in layout.labels:
        return ColumnMeaning(LABEL)
    if at in layout.figures:
        field = str(layout.whats[at][0]) if at in layout.whats else SCORE
        taken = [run for run in runs if id(run) in all_taken]
        if taken and layout.whats:
            return ColumnMeaning(field)
        if taken:
            return ColumnMeaning(field, "result", taken[0].year)
        roles = {all_roles[run.run_id] for run in runs if run.run_id in all_roles}
        role = roles.pop() if len(roles) == 1 else "unclear"
        # What is left out is shown as what it is; only a person makes anything else of it.
        return ColumnMeaning(LEAVE_OUT if runs else field, _AS.get(role), runs[0].year if runs else None)
    if any(
        each.location.column == at + 1 and each.where == "beside"
        for run in table.runs[:_MOST_RUNS]
        for each in run.evidence
    ):
        return ColumnMeaning(ROW_KIND)
    return ColumnMeaning(LEAVE_OUT)
