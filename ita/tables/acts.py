"""Everything that was stored or undone: what it was, whose, by whom, what it holds, and how much of it is current."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ita.errors import N_
from ita.read_rows import HistoryRow, LaterWorkRow
from ita.rules.stored import ENDED
from ita.tables.sources import person_name
from ita.tables.table import COUNT, FACTS, Cell, Column, Figure, Said, Table, Words, comma_list, table

# These come with the program.
SHIPPED = {"published": N_("published figures"), "demo": N_("synthetic figures")}
# Rules are of a year, for every agency.
OF_RULES = {"rules": N_("rules of a year"), "assumption": N_("rules of another year, assumed")}
# Where something was undone, as the program says it when the person gives no reason.
PLACES = {
    "history page": N_("on the history screen"),
    "import page": N_("on the import screen"),
    "simulate page": N_("on the simulation screen"),
    "command line": N_("on the command line"),
    "rules page": N_("on the screen of rules"),
    ENDED: N_("rules of the year itself ship by now"),
}
SHA256 = Column("SHA-256")
_BYTES = Column("", unit="bytes", is_grouped=True)
AGENCY = Column(N_("Agency"))


@dataclass(frozen=True, slots=True)
class State:
    """How much of an import is current: all, a part, or none, and in words."""

    words: Words
    current: Literal["all", "part", "none"]


def act_kind(row: HistoryRow | LaterWorkRow) -> Words:
    """Return what kind of act a row tells of."""
    simple = {
        **SHIPPED,
        **OF_RULES,
        "agency": N_("correction of the agency"),
        "report": N_("report"),
        "targets": N_("targets"),
        "bulk": N_("scores of several agencies"),
    }
    if row.kind in simple:
        return Said(simple[row.kind])
    if row.file_name is not None:
        return Said(N_("scores from a file"))
    # What is pasted has bytes, what is typed has none; where that is not asked, both come from ITAS.
    if isinstance(row, HistoryRow) and row.byte_count is not None:
        return Said(N_("scores pasted from ITAS"))
    return Said(N_("scores typed from ITAS"))


def state_of(row: HistoryRow, current_corrections: frozenset[int]) -> State:
    """Return how much of an import is current.

    Parameters
    ----------
    current_corrections
        Numbers of the imports whose correction of an agency is the current one.
    """
    if row.undone:
        return State(Said(N_("undone")), "none")
    if row.kind in SHIPPED:
        return State(Said(N_("ships with the program")), "none")
    is_current = row.import_no in current_corrections if row.kind == "agency" else bool(row.current_years)
    if not is_current:
        return State(Said(N_("replaced by newer imports")), "none")
    if len(row.current_years) < len(row.fiscal_years):
        return State(Said(N_("current for {years}"), {"years": comma_list(row.current_years)}), "part")
    return State(Said(N_("current")), "all")


def holdings_of(row: HistoryRow) -> Words:
    """Return how much of what an import holds; nothing where it holds none."""
    held = (
        (N_("{count} scores"), row.scores),
        (N_("{count} scores of questions"), row.questions),
        (N_("{count} measures"), row.measures),
        (N_("{count} steps"), row.steps),
        (N_("{count} targets"), row.targets),
    )
    return comma_list(Said(text, {"count": count}) for text, count in held if count)


def agency_of(row: HistoryRow, names: Mapping[str, str]) -> Cell:
    """Return whose an import is; `names` has those of agencies by id."""
    if row.kind in OF_RULES:
        return Said(N_("every agency"))
    if row.agency_id is not None:
        return names.get(row.agency_id, row.agency_id)
    if row.kind == "bulk":
        return Said(N_("{count} agencies"), {"count": Figure(row.agencies, COUNT)})
    return Said(N_("several agencies"))


def who(row: HistoryRow) -> Cell:
    """Return who did it."""
    if row.kind in SHIPPED and row.act == "import":
        return Said(N_("the program"))
    return Said(N_("nobody named")) if row.person is None else person_name(row.person)


def reason_of(row: HistoryRow) -> Cell:
    """Return why an import was undone, or where; None where neither was said."""
    return Said(PLACES[row.reason]) if row.reason in PLACES else row.reason or None


def acts(found: Sequence[HistoryRow], names: Mapping[str, str], current_corrections: frozenset[int]) -> Table:
    """Return all imports, edits and undos, with the whole hash of each.

    Parameters
    ----------
    names, current_corrections
        As `agency_of` and `state_of` take them.
    """
    columns = (
        Column(N_("When")),
        Column(N_("Who")),
        Column(N_("Act")),
        Column(N_("Import")),
        AGENCY,
        Column(N_("Kind")),
        Column(N_("File")),
        SHA256,
        Column(N_("Score years")),
        Column(N_("Holds")),
        Column(N_("State")),
    )
    rows = [
        (
            row.at,
            who(row),
            Said(N_("undone")) if row.act == "undo" else Said(N_("stored")),
            row.import_id,
            agency_of(row, names),
            act_kind(row),
            row.file_name,
            row.sha256,
            comma_list(row.fiscal_years),
            holdings_of(row),
            reason_of(row) if row.act == "undo" else state_of(row, current_corrections).words,
        )
        for row in found
    ]
    return table(columns, rows)


def held_facts(row: HistoryRow) -> Table:
    """Return what an import is: its id, years, size and hash."""
    size = None if row.byte_count is None else Said(N_("{count} bytes"), {"count": Figure(row.byte_count, _BYTES)})
    rows: list[tuple[Cell, Cell]] = [
        (Said(N_("Import")), row.import_id),
        (Said(N_("Score years")), comma_list(row.fiscal_years)),
        (Said(N_("Current for")), comma_list(row.current_years)),
        (Said(N_("Size")), size),
        ("SHA-256", row.sha256),
    ]
    return table(FACTS, rows)
