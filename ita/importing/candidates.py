"""What a file offers, before anyone decides: runs of figures with everything that is said of each, and open questions.

A candidate is one run of figures: a column, a row, a table or a sheet. One clear result is taken; several, or a single
one that says it is none, are asked about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from ita.errors import Issue, SourceLocation
from ita.importing.choices import ColumnMeaning

Role = Literal["result", "target", "average", "earlier", "other_agency", "self_assessment", "weighted", "unclear"]
Where = Literal["header", "header_above", "beside", "title", "sheet", "first_line", "file_name"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the file that say what figures are: the words as written, where they stand, what they make of them.

    `kind` is what the words say, finer than a role: ``result``, ``target``, ``average``, ``mean``, ``earlier``,
    ``before_appeal``, ``after_appeal``, ``self_assessment``, ``round``, ``other_agency``, ``plan``, ``weighted``,
    ``estimate``, ``year``.
    """

    kind: str
    words: str
    where: Where
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class Candidate:
    """One run of figures that a file offers.

    Parameters
    ----------
    candidate_id
        Stable within the file, such as ``t1c4`` (table 1, column 4) or ``t1r3`` (its row 3).
    header
        How the file calls it; how messages quote it.
    role
        What it is taken for by all that is said of it.
    fiscal_year
        Of which year it is; None where nothing says so.
    location
        Of its first figure.
    evidence
        Nearest first.
    figures
        How many figures it has.
    option
        What on the command line picks it, such as ``--column D``; empty where nothing can.
    is_taken
        Whether it is read.
    """

    candidate_id: str
    header: str
    role: Role
    fiscal_year: int | None
    location: SourceLocation
    evidence: tuple[Evidence, ...] = ()
    figures: int = 0
    option: str = ""
    is_taken: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """Something that only a person can decide.

    On the command line it refuses (`issue`, severity error), naming the candidates and the options that decide; on
    screen it is a choice with nothing chosen in advance. A doubt (`is_doubt`) is decided by accepting its rule.
    """

    rule: str
    issue: Issue
    candidates: tuple[Candidate, ...] = ()
    options: tuple[str, ...] = ()
    is_doubt: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """Figures that were left out and can be taken as what they are: targets of a year, or averages.

    `option` says how on the command line.
    """

    role: Literal["target", "average"]
    fiscal_year: int | None
    figures: Mapping[int | None, Decimal]
    candidates: tuple[Candidate, ...]
    option: str


@dataclass(frozen=True, slots=True)
class ColumnView:
    """One column of a table as the mapping step shows it: what it is called and what it is taken for.

    `column` counts from 1. `header` is empty where none stands above. `taken_for` is what the column is read as now.
    """

    column: int
    header: str
    taken_for: ColumnMeaning
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class TableView:
    """A table of scores as it stands in the file, for the mapping step.

    `header_row` is the row that names the columns, None where none does; `rows` are the numbers of the first and the
    last row that is read, and the cells stand in the grid `grid_number` of the document. `signature` recognises the
    shape again (`ColumnMapping.header`).
    """

    grid_number: int
    sheet: str | None
    title: str
    header_row: int | None
    rows: tuple[int, int]
    columns: tuple[ColumnView, ...]
    signature: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Whose:
    """The agency that is imported for, so that another one's name in the file can be told from its own.

    `names` are its own, `others` those of other agencies that are known.
    """

    agency_id: str
    names: tuple[str, ...] = ()
    others: tuple[str, ...] = field(default=())
    is_average: bool = False
