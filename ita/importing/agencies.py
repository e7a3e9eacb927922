"""Agencies of one's own: added, corrected, and found by what the title of a report says."""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeVar

from ita.errors import N_, InputError, Issue, SourceLocation
from ita.model import Agency, AgencyTitle, Report
from ita.provinces import PROVINCES
from ita.read_rows import AgenciesFoundRow, AgenciesRow
from ita.store import reads, writes
from ita.store.engine import Cursor, Engine
from ita.store.result_agencies import agency_of_id, taker
from ita.store.table_rows import insert_rows
from ita.thai import match_key

# What asking for an agency of one's own led to: it was added, was there and became one's own, or was one's own before.
Outcome = Literal["added", "claimed", "known"]


@dataclass(frozen=True, slots=True)
class OwnAgency:
    """An agency of one's own, and what asking for it led to."""

    agency_id: str
    outcome: Outcome


_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


def agency_slug(name: str, province: str | None) -> str:
    """Return the id that a town gets which nobody named: stable for its name and province."""
    key = match_key(f"{name}|{province or '-'}")
    return f"town-{hashlib.sha256(key.encode()).hexdigest()[:8]}"


def check_slug(agency_id: str) -> str:
    """Return an agency id as given.

    Raises
    ------
    InputError
        It is not a short word of a-z, 0-9 and hyphens.
    """
    if not _SLUG.fullmatch(agency_id):
        raise InputError(
            N_("“{agency}” cannot be an agency id: use a–z, 0–9 and hyphens, as in ban-mo."),
            {"agency": agency_id},
            rule="agency-id",
        )
    return agency_id


Named = TypeVar("Named", AgenciesRow, AgenciesFoundRow)


def agency_of_title(cursor: Cursor, agency: AgencyTitle | None) -> AgenciesRow | None:
    """Return the agency that a title names, matched by name and province, or None."""
    if agency is None:
        return None
    return agency_named(reads.agencies(cursor), agency.name_th, agency.province)


def agency_named(agencies: Iterable[Named], name: str, province: str | None) -> Named | None:
    """Return the one of some agencies (rows of `agencies`) that has a name and province, or None."""
    named = [a for a in agencies if match_key(a.name_th) == match_key(name)]
    if province is None:
        return named[0] if len(named) == 1 else None
    fitting = [a for a in named if match_key(a.province or "") == match_key(province)]
    return fitting[0] if fitting else None


def add_agency(engine: Engine, agency_id: str, name: str, kind: str, district: str, province: str) -> str:
    """Make a town of one's own under an id, and return the id.

    Raises
    ------
    InputError
        The id or the town is there already, the id is none that can be, or name or province are missing or unknown.
    """
    check_slug(agency_id)
    bare_province = _province(name, province)

    def work(cursor: Cursor) -> str:
        agencies = reads.agencies(cursor)
        there = next((row for row in agencies if row.agency_id == agency_id), None) or agency_named(
            agencies, name, bare_province
        )
        if there is not None:
            raise InputError(
                N_("The agency {agency} is there already: {name}."),
                {"agency": str(there.agency_id), "name": str(there.name_th)},
                rule="agency-exists",
            )
        writes.add_agency(cursor, _agency(agency_id, name, kind, district, bare_province))
        return agency_id

    return engine.transact(work)


def _agency(agency_id: str, name: str, kind: str, district: str, province: str) -> Agency:
    return Agency(agency_id, name.strip(), None, kind, _district(district), province, "own", "typed")


def _district(district: str) -> str | None:
    """Return a district without the word for it; None where none is given."""
    return re.sub(r"^(?:อำเภอ|อ\.)\s*", "", district.strip()) or None


def _province(name: str, province: str) -> str:
    """Return a province without the word for it; refuse one that is none, and a name that is missing."""
    for value, what in ((name, N_("The name of the agency is missing.")), (province, N_("The province is missing."))):
        if not value.strip():
            raise InputError(what, rule="agency-incomplete")
    bare_province = re.sub(r"^(?:จังหวัด|จ\.)\s*", "", province.strip())
    if bare_province not in PROVINCES:
        near = difflib.get_close_matches(bare_province, PROVINCES, 1, 0.5)
        raise InputError(
            N_("“{province}” is no province. Did you mean {near}?") if near else N_("“{province}” is no province."),
            {"province": bare_province, "near": near[0] if near else ""},
            rule="province-unknown",
        )
    return bare_province


def own_agency(engine: Engine, name: str, kind: str, district: str, province: str) -> OwnAgency:
    """Add a town of one's own; one that is there already becomes one's own as it is, and nothing of it is changed.

    Raises
    ------
    InputError
        Name or province is empty, or the province is none.
    """
    bare_province = _province(name, province)

    def work(cursor: Cursor) -> OwnAgency:
        known = agency_named(reads.agencies(cursor), name, bare_province)
        if known is None:
            agency_id = agency_slug(name, bare_province)
            writes.add_agency(cursor, _agency(agency_id, name, kind, district, bare_province))
            return OwnAgency(agency_id, "added")
        if known.role == "own":
            return OwnAgency(str(known.agency_id), "known")
        writes.claim_agency(cursor, known.agency_id)
        return OwnAgency(str(known.agency_id), "claimed")

    return engine.transact(work)


def create_agency(engine: Engine, name: str, kind: str, district: str, province: str) -> str:
    """Add a town of one's own as `own_agency` does, and return only its id."""
    return own_agency(engine, name, kind, district, province).agency_id


def edit_agency(
    engine: Engine,
    agency_id: str,
    *,
    name: str | None = None,
    kind: str | None = None,
    district: str | None = None,
    province: str | None = None,
) -> str:
    """Correct the name, kind or place of an agency of one's own, and return the import id, by which it can be undone.

    What is None keeps its stored value. The correction is added to the store; the name of before is never lost.

    Raises
    ------
    NotKnownError
        There is no such agency.
    InputError
        It is not one's own, nothing would change, another agency is called so, or name or province cannot be.
    """

    def work(cursor: Cursor) -> str:
        before = taker(cursor, agency_id)
        if before.role != "own":
            raise InputError(
                N_("“{agency}” comes with the program; only an agency of your own can be corrected."),
                {"agency": str(before.name_th)},
                hint=N_("Add your own agency first."),
                rule="agency-not-own",
            )
        name_th = before.name_th if name is None else name.strip()
        place = before.province
        if name is not None or province is not None:
            place = _province(name_th, before.province or "" if province is None else province)
        after = {
            "name_th": name_th,
            "kind": before.kind if kind is None else kind,
            "district": before.district if district is None else _district(district),
            "province": place,
        }
        if after == {
            "name_th": before.name_th,
            "kind": before.kind,
            "district": before.district,
            "province": before.province,
        }:
            raise InputError(N_("Nothing is corrected: everything is stored so already."), rule="agency-unchanged")
        others = [row for row in reads.agencies(cursor) if row.agency_id != agency_id]
        there = agency_named(others, name_th, place)
        if there is not None:
            raise InputError(
                N_("The agency {agency} is there already: {name}."),
                {"agency": str(there.agency_id), "name": str(there.name_th)},
                rule="agency-exists",
            )
        words = json.dumps([agency_id, after], ensure_ascii=False, sort_keys=True)
        digest = hashlib.sha256(words.encode()).hexdigest()
        number, import_id = writes.add_import(cursor, "agency", digest, agency_id=agency_id)
        row = {"import_no": number, "agency_id": agency_id, **after}
        insert_rows(cursor, "agency_revisions", [row])
        return import_id

    return engine.transact(work)


class FiledUnder(NamedTuple):
    """The agency that a report is filed under; it may have been made just now."""

    agency_id: str
    name_th: str


def _id_of(agency: AgenciesRow | None) -> str | None:
    return None if agency is None else agency.agency_id


def filed_under(cursor: Cursor, chosen: str | None, report: Report) -> str | None:
    """Return the id of the agency that a report would be filed under; None where nothing says which."""
    return chosen if chosen is not None else _id_of(agency_of_title(cursor, report.agency))


def find_agency(cursor: Cursor, chosen: str | None, report: Report) -> tuple[FiledUnder, bool, list[Issue]]:
    """Return the agency that a report is filed under, whether it was made now, and what to say about it."""
    titled = agency_of_title(cursor, report.agency)
    file = SourceLocation(report.file)
    if chosen is None:
        if titled:
            return FiledUnder(titled.agency_id, titled.name_th), False, []
        title = report.agency
        suggested = agency_slug(title.name_th, title.province) if title else "my-town"
        raise InputError(
            N_("The agency “{town}” is not known here.") if title else N_("The title of the report names no agency."),
            {"town": full_name(title) if title else "", "agency": suggested},
            hint=N_("To file the report under an agency of its own, import it with --agency {agency}."),
            location=file,
            rule="agency-unknown",
        )
    if agency_of_id(cursor, chosen) is not None:
        agency = taker(cursor, chosen)
        if report.agency is None or _id_of(titled) == chosen:
            return FiledUnder(chosen, agency.name_th), False, []
        other = Issue("agency-differs", {"town": full_name(report.agency), "agency": agency.name_th}, file)
        return FiledUnder(chosen, agency.name_th), False, [other]
    title = report.agency
    made = Agency(
        check_slug(chosen),
        title.name_th if title else chosen,
        None,
        title.kind if title else "local_government",
        title.district if title else None,
        title.province if title else None,
        "own",
        report.file,
    )
    writes.add_agency(cursor, made)
    said = Issue("agency-created", {"town": made.name_th, "agency": chosen}, file)
    issues = [said]
    if titled:
        issues.append(Issue("agency-differs", {"town": full_name(title) if title else "", "agency": chosen}, file))
    return FiledUnder(chosen, made.name_th), True, issues


def full_name(agency: AgencyTitle) -> str:
    """Return a title's town with its province, as it is named to people."""
    return f"{agency.name_th} จังหวัด{agency.province}" if agency.province else agency.name_th
