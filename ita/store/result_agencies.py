"""Which agencies can be given results: every known one but an average and the demonstration."""

from __future__ import annotations

from typing import Any

from ita.errors import N_, InputError, NotKnownError
from ita.store import query_loader
from ita.store.engine import Cursor


def taker(cursor: Cursor, agency_id: str) -> dict[str, Any]:
    """Return the row of an agency (`reads.agencies`) that results can be stored for.

    Raises
    ------
    NotKnownError
        There is no such agency.
    InputError
        It is an average over many agencies, or the demonstration, whose figures are all synthetic.
    """
    known = {row["agency_id"]: row for row in query_loader.rows(cursor, "agencies")}
    if agency_id not in known:
        raise NotKnownError(
            N_("The agency “{agency}” is not known. Known are: {agencies}."),
            {"agency": agency_id, "agencies": ", ".join(known)},
            hint=N_("Add an agency on screen, or with: ita agency add ID --name NAME --kind KIND --province PROVINCE"),
            rule="agency-unknown",
        )
    agency = known[agency_id]
    if str(agency["kind"]).endswith("_average"):
        raise InputError(
            N_("“{agency}” is an average of many agencies; no result of its own can be stored."),
            {"agency": agency["name_th"]},
            rule="agency-average",
        )
    if agency["role"] == "demo":
        raise InputError(
            N_("“{agency}” is a demonstration: its figures are synthetic, and no real ones are stored beside them."),
            {"agency": agency["name_th"]},
            hint=N_("Add your own agency first, and store the result for it."),
            rule="agency-demo",
        )
    return agency
