"""Agencies by their id, and which can be given results: every known one but an average and the demonstration."""

from __future__ import annotations

from ita.characters import without_surrogates
from ita.errors import N_, InputError, NotKnownError
from ita.model import is_average
from ita.read_rows import AgencyByIdRow
from ita.store import reads
from ita.store.engine import Cursor

# As many ids are named to who gave one that is not known.
_NAMED = 30


def agency_of_id(cursor: Cursor, agency_id: str) -> AgencyByIdRow | None:
    """Return the row of an agency (`reads.agency_by_id`), or None: of bytes that are no text too."""
    return next(iter(reads.agency_by_id(cursor, agency=without_surrogates(agency_id))), None)


def known_agency(cursor: Cursor, agency_id: str, *, hint: str | None = None) -> AgencyByIdRow:
    """Return the row of an agency (`reads.agency_by_id`) that is known.

    Raises
    ------
    NotKnownError
        ``agency-unknown``, with the ids of those that are known and the `hint`.
    """
    agency = agency_of_id(cursor, agency_id)
    if agency is None:
        raise NotKnownError(
            N_("The agency “{agency}” is not known. Known are: {agencies}."),
            {"agency": without_surrogates(agency_id), "agencies": _known_ids(cursor)},
            hint=hint,
            rule="agency-unknown",
        )
    return agency


def _known_ids(cursor: Cursor) -> str:
    """Return the ids of the agencies that are known, one's own first, for a message: no more than a person reads."""
    found = reads.agencies_found(cursor, text="", roles="*", recent="", most=_NAMED)
    more = ["…"] if found and found[0].matches > len(found) else []
    return ", ".join([*(str(row.agency_id) for row in found), *more])


def taker(cursor: Cursor, agency_id: str) -> AgencyByIdRow:
    """Return the row of an agency (`reads.agency_by_id`) that results can be stored for.

    Raises
    ------
    NotKnownError
        There is no such agency.
    InputError
        It is an average over many agencies, or the demonstration, whose figures are all synthetic.
    """
    agency = known_agency(
        cursor,
        agency_id,
        hint=N_("Add an agency on screen, or with: ita agency add ID --name NAME --kind KIND --province PROVINCE"),
    )
    if is_average(agency.kind):
        raise InputError(
            N_("“{agency}” is an average of many agencies; no result of its own can be stored."),
            {"agency": agency.name_th},
            rule="agency-average",
        )
    if agency.role == "demo":
        raise InputError(
            N_("“{agency}” is a demonstration: its figures are synthetic, and no real ones are stored beside them."),
            {"agency": agency.name_th},
            hint=N_("Add your own agency first, and store the result for it."),
            rule="agency-demo",
        )
    return agency
