"""What was done and how it is undone, in words: an import, targets, rules, or the correction of a town's name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ita.errors import N_
from ita.formatting import known
from ita.read_rows import AgencyRevisionsRow, HistoryRow, LaterWorkRow
from ita.store import reads
from ita.tables.acts import act_kind
from pages.shared.language import _, lang
from pages.shared.reads_cache import rows

# What a correction of a town can change, and the column of what it is now.
FIELDS = (("name", "name_th"), ("kind", "kind"), ("district", "district"), ("province", "province"))
KIND_NAMES = {
    "subdistrict_administration": N_("subdistrict administrative organisation"),
    "subdistrict_municipality": N_("subdistrict municipality"),
    "town_municipality": N_("town municipality"),
    "city_municipality": N_("city municipality"),
    "provincial_administration": N_("provincial administrative organisation"),
    "special_local_government": N_("special local government"),
}


@dataclass(frozen=True, slots=True)
class Undo:
    """The words of one kind of undo: the box that opens, its question, its button, what was done, and the act."""

    box: str
    question: str
    button: str
    done: str
    act: str


_IMPORT = Undo(
    N_("Undo the import…"),
    N_("Undo this import?"),
    N_("Yes, undo the import"),
    N_("The import was undone: {what}."),
    N_("undid the import of {what}"),
)
_RULES = Undo(
    N_("Cancel the rules…"),
    N_("Cancel these rules?"),
    N_("Yes, cancel the rules"),
    N_("The rules were cancelled: {what}."),
    N_("cancelled {what}"),
)
_UNDO = {
    "targets": Undo(
        N_("Cancel the targets…"),
        N_("Cancel these targets?"),
        N_("Yes, cancel the targets"),
        N_("The targets were cancelled: {what}."),
        N_("cancelled {what}"),
    ),
    "agency": Undo(
        N_("Undo the correction…"),
        N_("Undo this correction?"),
        N_("Yes, undo the correction"),
        N_("The correction was undone: {what}."),
        N_("undid the {what}"),
    ),
    "rules": _RULES,
    "assumption": _RULES,
}


def undo_words(kind: str) -> Undo:
    """Return the words for undoing an act of a kind."""
    return _UNDO.get(kind, _IMPORT)


def what(row: HistoryRow | LaterWorkRow) -> str:
    """Return the kind of an act in words."""
    return act_kind(row).in_words(lang())


def revision(row: HistoryRow) -> AgencyRevisionsRow:
    """Return the correction of a town that an act made: a row of `reads.agency_revisions`."""
    (done,) = [each for each in rows(reads.agency_revisions, str(row.agency_id)) if each.import_no == row.import_no]
    return done


def current_corrections(listed: Iterable[HistoryRow]) -> frozenset[int]:
    """Return the numbers of those imports whose correction of a town is the current one."""
    return frozenset(row.import_no for row in listed if row.kind == "agency" and revision(row).is_current)


def corrected(row: HistoryRow) -> str:
    """Return what a correction of a town's name changed, in words; empty for all else."""
    if row.kind != "agency":
        return ""
    done = revision(row)
    pairs = [
        (_agency_field(field, getattr(done, f"{field}_before")), _agency_field(field, getattr(done, at)))
        for field, at in FIELDS
    ]
    return ", ".join(_("{before} is now {name}").format(before=b, name=n) for b, n in pairs if b != n)


def _agency_field(field: str, value: object) -> str:
    if not known(value):
        return "–"
    return _(KIND_NAMES.get(str(value), str(value))) if field == "kind" else str(value)


def named(row: HistoryRow) -> str:
    """Return an act in words with its years and file, so that a person knows which one it is."""
    years = ", ".join(str(year) for year in row.fiscal_years)
    of_years = _("{what} of {years}").format(what=what(row), years=years) if years else what(row)
    return f"{of_years} ({row.file_name})" if known(row.file_name) else of_years
