"""What a table of scores is known to hold: which column holds what, and the words above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ita.errors import Issue, SourceLocation
from ita.importing.choices import AsRole
from ita.importing.files.grids import GridCell, GridRow
from ita.importing.scores import figure_roles
from ita.importing.scores.label_matcher import What, sub_indicator
from ita.importing.scores.text_keys import tidy

FIGURE = re.compile(r"[-−]?\d{1,3}(?:[.,]\d+)?\s*(?:%|คะแนน|points?)?", re.IGNORECASE)
# A header row without a column of years or names has at least this many indicators; so has the lower one of two.
ENOUGH_INDICATORS = 3
DECIMAL = re.compile(r"\d[.,]\d")


@dataclass(frozen=True, slots=True)
class HeaderText:
    """Words above a column: as written, whether in the header itself or above it, and where."""

    text: str
    where: str
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class ScoreColumn:
    """A column of figures: what its headers say; `year` where a header is a year and nothing else."""

    at: int
    texts: tuple[HeaderText, ...]
    year: int | None = None
    is_known: bool = True
    as_role: AsRole | None = None

    @property
    def header(self) -> str:
        """What it is called."""
        own = [each.text for each in self.texts if each.where == "header"]
        return " ".join(own or [each.text for each in self.texts])


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column of a table holds what, counted from 0.

    `whats` has a column an indicator (or total, level) of a year; `scores` columns of figures whose rows name them.
    `kinds` are columns whose cells may say what their row is. `header` is the row that names the columns, None where
    none does, and `headers` its cells, those above it that stand for a column of their own included. `last_row` limits
    the rows where a person did; `upper` is the row above the header that spans columns of it.
    """

    year: int | None = None
    labels: tuple[int, ...] = ()
    code: int | None = None
    scores: tuple[ScoreColumn, ...] = ()
    whats: Mapping[int, tuple[What, ScoreColumn]] = field(default_factory=dict)
    kinds: tuple[int, ...] = ()
    ignored: tuple[int, ...] = ()
    header: GridRow | None = None
    wrong: tuple[Issue, ...] = ()
    width: int = 0
    headers: tuple[tuple[int, GridCell], ...] = ()
    upper: GridRow | None = None
    last_row: int | None = None
    is_mapped: bool = False

    @property
    def figures(self) -> tuple[int, ...]:
        """The columns that hold figures."""
        return (*self.whats, *(column.at for column in self.scores))


def known_columns(scores: Sequence[ScoreColumn]) -> tuple[ScoreColumn, ...]:
    """Return the columns whose headers are understood; where there is none, those that are not."""
    known = tuple(column for column in scores if column.is_known)
    return known or tuple(scores)


def sections(layout: Layout, row: GridRow) -> Iterator[GridCell]:
    """Give the cell of a row that says something of all rows beneath it: alone in its row, and no indicator."""
    filled = [cell for cell in row.cells if cell.text]
    if len(filled) != 1 or not layout.labels or DECIMAL.search(tidy(filled[0].text)):
        return
    text = filled[0].text
    if sub_indicator(text) is None and (figure_roles.kinds(text) or figure_roles.years_said(text)):
        yield filled[0]
