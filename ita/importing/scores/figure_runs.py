"""Runs of figures of a sheet: each column, row or section of a table with everything that is said of it, undecided."""

from __future__ import annotations

from dataclasses import dataclass, field

from ita.errors import Issue, SourceLocation
from ita.importing.candidates import Evidence, Role, Where
from ita.importing.choices import AsRole
from ita.importing.files.grids import GridCell
from ita.importing.scores import figure_roles
from ita.importing.scores.label_matcher import What
from ita.importing.scores.layouts import Layout

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
