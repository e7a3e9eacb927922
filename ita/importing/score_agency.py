"""The agency that scores are imported for: the names that tell its figures from another's, and what it can be given."""

from __future__ import annotations

from ita.errors import N_, InputError
from ita.importing.candidates import Whose
from ita.importing.choices import AsRole
from ita.model import is_average
from ita.read_rows import AgencyByIdRow
from ita.store import reads
from ita.store.engine import Cursor, Engine
from ita.store.result_agencies import agency_of_id, taker


def whose_of(engine: Engine, agency_id: str) -> Whose | None:
    """Return the agency that is imported for with its names, None where it is not known."""
    with engine.cursor() as cursor:
        rows = {str(row.agency_id): row for row in reads.agencies(cursor)}
    mine = rows.get(agency_id)
    if mine is None:
        return None
    names = {key: tuple(name for name in (row.name_th, row.name_en) if name) for key, row in rows.items()}
    others = tuple(
        name for key, of in names.items() for name in of if key != agency_id and not is_average(rows[key].kind)
    )
    return Whose(agency_id, names[agency_id], others, is_average=is_average(mine.kind))


def agency_for(cursor: Cursor, agency_id: str, kind: AsRole) -> AgencyByIdRow:
    """Return the agency that figures of a kind can be stored for; averages are those of an average only.

    Raises
    ------
    InputError
        It takes none, or it is no average.
    NotKnownError
        There is no such agency.
    """
    agency = agency_of_id(cursor, agency_id)
    if kind != "average" or agency is None:
        return taker(cursor, agency_id)
    if not is_average(agency.kind):
        averages = ", ".join(str(row.agency_id) for row in reads.averages(cursor))
        raise InputError(
            N_("“{agency}” is no average; averages are stored for one of: {averages}."),
            {"agency": str(agency.name_th), "averages": averages},
            rule="agency-no-average",
        )
    return agency
