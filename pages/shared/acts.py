"""What was done and how it is undone, in words: an import, targets, rules, or the correction of a town's name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ita.errors import N_
from ita.formatting import known
from pages.shared.language import _
from pages.shared.reads_cache import rows

# These come with the program.
SHIPPED = {"published": N_("published figures"), "demo": N_("synthetic figures")}
# Rules are of a year, for every agency.
OF_RULES = {"rules": N_("rules of a year"), "assumption": N_("rules of another year, assumed")}
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


def what(row: Mapping[str, Any]) -> str:
    """Return the kind of an act (a row of `reads.history` or `reads.imports`) in words."""
    kind = row["kind"]
    if kind in SHIPPED:
        return _(SHIPPED[kind])
    if kind in OF_RULES:
        return _(OF_RULES[kind])
    if kind == "agency":
        return _("correction of the agency")
    if kind in {"report", "targets"}:
        return _("report") if kind == "report" else _("targets")
    if kind == "bulk":
        return _("scores of several agencies")
    if known(row["file_name"]):
        return _("scores from a file")
    # What is pasted has bytes, what is typed has none; where that is not asked, both come from ITAS.
    if "byte_count" in row and known(row["byte_count"]):
        return _("scores pasted from ITAS")
    return _("scores typed from ITAS")


def revision(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the correction of a town that an act made: a row of `reads.agency_revisions`."""
    (done,) = [each for each in rows("agency_revisions", row["agency_id"]) if each["import_no"] == row["import_no"]]
    return done


def corrected(row: Mapping[str, Any]) -> str:
    """Return what a correction of a town's name changed, in words; empty for all else."""
    if row["kind"] != "agency":
        return ""
    done = revision(row)
    pairs = [(_agency_field(field, done[f"{field}_before"]), _agency_field(field, done[at])) for field, at in FIELDS]
    return ", ".join(_("{before} is now {name}").format(before=b, name=n) for b, n in pairs if b != n)


def _agency_field(field: str, value: object) -> str:
    if not known(value):
        return "–"
    return _(KIND_NAMES.get(str(value), str(value))) if field == "kind" else str(value)


def named(row: Mapping[str, Any]) -> str:
    """Return an act in words with its years and file, so that a person knows which one it is."""
    years = ", ".join(str(year) for year in row["fiscal_years"])
    of_years = _("{what} of {years}").format(what=what(row), years=years) if years else what(row)
    return f"{of_years} ({row['file_name']})" if known(row["file_name"]) else of_years
