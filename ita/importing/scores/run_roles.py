"""Of which year a run of figures is, and what it is taken for beside the other runs of its sheet."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ita.importing.candidates import Evidence, Role
from ita.importing.scores import figure_roles
from ita.importing.scores.figure_runs import Run

_OF_RESULTS, _OF_TARGETS = frozenset(("result",)), frozenset(("result", "target", "plan"))
ROLES: Mapping[str, Role] = {"result": "result", "targets": "target", "average": "average"}


def set_year(run: Run, chosen: int | None, default_year: int | None) -> None:
    """Find the year of a run: its own, else that of the title or the sheet where it is the result's."""
    if run.own_year is not None:
        run.year = run.own_year
        return
    if run.year_cell is not None:
        # Its row has a cell for the year; what is wrong there is said.
        return
    wanted = _OF_TARGETS if figure_roles.role_of(run.near or run.kinds) == "target" else _OF_RESULTS
    in_title = {y.year: e for y, e in run.years if e.where != "sheet" and _fits(y, e, run, wanted)}
    in_sheet = {y.year: e for y, e in run.years if e.where == "sheet" and _fits(y, e, run, wanted)}
    if default_year is not None:
        run.year = default_year
    elif len(in_title) == 1 and (not in_sheet or set(in_sheet) == set(in_title)):
        ((run.year, run.year_from),) = in_title.items()
    elif not in_title and len(in_sheet) == 1:
        ((run.year, run.year_from),) = in_sheet.items()
    elif (chosen is not None and not in_title and not in_sheet) or chosen in {*in_title, *in_sheet}:
        run.year = chosen


def _fits(year: figure_roles.YearSaid, evidence: Evidence, run: Run, wanted: frozenset[str]) -> bool:
    if year.of in wanted:
        return True
    # A title that joins results and targets is of both.
    return year.of == "target" and figure_roles.TARGET not in {
        e.kind for e in run.evidence if e.where == evidence.where
    }


def role_among(run: Run, own_years: Collection[int | None]) -> Role:
    """Return what a run is taken for beside runs of its sheet that are of some years by their own headers or rows."""
    if run.as_role is not None:
        return ROLES[run.as_role]
    role = run.role
    titled = {y.year for y, e in run.years if e.where != "sheet" and y.of == "result"}
    if role == "result" and not run.is_bare_year and run.own_year is not None and len(titled) == 1:
        (of_title,) = titled
        if run.own_year != of_title and of_title in own_years:
            # Beside the year that the title speaks of, another one is only shown for comparison.
            return "earlier" if run.own_year < of_title else "unclear"
    return role
